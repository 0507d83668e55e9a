package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.adapter.RequestDefaults;
import io.minerstack.llmproxy.breaker.BreakerProperties;
import io.minerstack.llmproxy.exchange.TimeoutProperties;
import io.minerstack.llmproxy.exchange.UpstreamTimeouts;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The providers and what they have in common. A plain number of a time means seconds.
 *
 * @param order the providers in the order of fallback
 * @param defaultMaxTokens output limit of a request without one; at most half of the context, where the context is
 *     known
 * @param minPlannedTokens the lowest output limit that is planned from an upstream's measured speed and the time left
 *     to {@code ANSWER_TARGET}
 * @param defaultTemperature sampling temperature of a request without one, from 0 to 2; null for the default: 0.7, and
 *     for local-llm its own
 * @param maxReplySize bytes of one streamed response with all its events, of which only the text is kept; one event has
 *     at most 1 MiB, a whole completion and the text of an answer at most 4 MiB
 * @param usageGrace how long an exchange waits for the token counts after the finish reason
 * @param probeInterval time between two model probes; OpenAI is never probed
 * @param discoveryInterval time between two looks at the addresses of a host name of vLLM or local-llm, each of which
 *     is a model server of its own; 0 never looks: connections go to all addresses in turn
 * @param prefixMemory bytes of prompts that a model server probably keeps in its cache: of several servers, one that
 *     has the beginning of a prompt is preferred; 0 chooses by load alone
 * @param breaker when the circuit breaker of an upstream opens
 * @param network certificates and proxy
 * @param timeouts time-outs of all providers
 * @param local the stack's own local-llm
 * @param vllm vLLM servers
 * @param openai OpenAI, or a compatible API
 */
@Validated
@ConfigurationProperties("llm.providers")
record ProvidersProperties(
        @NotNull ProviderOrder order,
        @Min(1) int defaultMaxTokens,
        @Min(1) int minPlannedTokens,
        @DecimalMin("0.0") @DecimalMax("2.0") @Nullable Double defaultTemperature,
        @NotNull DataSize maxReplySize,

        @NotNull @DurationUnit(ChronoUnit.SECONDS) Duration usageGrace,

        @NotNull @DurationMin(millis = 100) @DurationUnit(ChronoUnit.SECONDS)
        Duration probeInterval,

        @NotNull @DurationMin(millis = 0) @DurationUnit(ChronoUnit.SECONDS)
        Duration discoveryInterval,

        @NotNull DataSize prefixMemory,

        @NestedConfigurationProperty @Valid @NotNull BreakerProperties breaker,

        @NestedConfigurationProperty @NotNull @DefaultValue NetworkProperties network,

        @NestedConfigurationProperty @Valid @NotNull @DefaultValue
        TimeoutProperties timeouts,

        @NestedConfigurationProperty @Valid @NotNull ProviderProperties local,
        @NestedConfigurationProperty @Valid @NotNull ProviderProperties vllm,
        @NestedConfigurationProperty @Valid @NotNull ProviderProperties openai) {

    private static final double DEFAULT_TEMPERATURE = 0.7;

    RequestDefaults requestDefaults(ProviderKind kind) {
        Double ofKind = kind == ProviderKind.LOCAL ? null : Double.valueOf(DEFAULT_TEMPERATURE);
        return new RequestDefaults(defaultMaxTokens, defaultTemperature == null ? ofKind : defaultTemperature);
    }

    ProviderProperties of(ProviderKind kind) {
        return switch (kind) {
            case LOCAL -> local;
            case VLLM -> vllm;
            case OPENAI -> openai;
        };
    }

    /** The provider's own time-outs, then the general ones, then the defaults of the kind. */
    UpstreamTimeouts timeouts(ProviderKind kind) {
        return of(kind).timeouts().orElse(timeouts).orElse(kind.defaultTimeouts());
    }
}
