package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.breaker.BreakerProperties;
import io.minerstack.llmproxy.provider.ProviderKind;
import io.minerstack.llmproxy.provider.ProviderOrder;
import io.minerstack.llmproxy.provider.ProviderProperties;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The model servers.
 *
 * @param order providers in the order of fallback
 * @param maxTokens length of an answer whose request does not say
 * @param maxReplySize bytes that one answer's stream may have
 * @param usageGrace how long the token counts are waited for after the last token
 * @param probeInterval how often servers that cost nothing are asked for their models
 * @param breaker when a server is left alone
 * @param local our own local-llm
 * @param vllm vLLM servers
 * @param openai OpenAI, or a compatible API
 */
@Validated
@ConfigurationProperties("llm.upstream")
record ProvidersProperties(
        @NotNull ProviderOrder order,
        @Min(1) int maxTokens,
        @NotNull DataSize maxReplySize,

        @NotNull @DurationUnit(ChronoUnit.SECONDS) Duration usageGrace,

        @NotNull @DurationMin(millis = 100) @DurationUnit(ChronoUnit.SECONDS)
        Duration probeInterval,

        @Valid @NotNull BreakerProperties breaker,
        @Valid @NotNull ProviderProperties local,
        @Valid @NotNull ProviderProperties vllm,
        @Valid @NotNull ProviderProperties openai) {

    ProviderProperties of(ProviderKind kind) {
        return switch (kind) {
            case LOCAL -> local;
            case VLLM -> vllm;
            case OPENAI -> openai;
        };
    }
}
