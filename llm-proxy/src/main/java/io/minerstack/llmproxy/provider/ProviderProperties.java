package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.adapter.MaxTokensField;
import io.minerstack.llmproxy.exchange.TimeoutProperties;
import io.minerstack.servicesupport.secret.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One provider.
 *
 * @param urls base URLs of the upstreams, comma-separated; where a host name of vLLM or local-llm has several
 *     addresses, each of them is an upstream
 * @param model the name that the upstreams get; {@code default} leaves the choice to the upstream
 * @param apiKey sent as a bearer token, if there is one
 * @param maxConcurrent requests in flight at the same time, over all upstreams; fewer where the upstreams tell that
 *     they work on fewer at once, as local-llm does
 * @param maxPending requests that may wait for their turn; then the tenant with most of them loses its newest one,
 *     which goes to the next provider or fails with 503
 * @param maxContext tokens of the model's context, where the upstream does not tell; 0 means unknown
 * @param maxTokensField the name of the field that limits the output tokens
 * @param timeouts overrides of the general time-outs
 */
record ProviderProperties(
        @NotNull BaseUrls urls,
        @NotBlank String model,
        @Nullable Secret apiKey,
        @Min(1) @Max(100_000) int maxConcurrent,
        @Min(0) @Max(100_000) int maxPending,
        @Min(0) int maxContext,
        @NotNull MaxTokensField maxTokensField,

        @NestedConfigurationProperty @Valid @NotNull @DefaultValue
        TimeoutProperties timeouts) {}
