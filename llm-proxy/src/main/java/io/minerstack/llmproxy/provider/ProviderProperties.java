package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.adapter.MaxTokensField;
import io.minerstack.llmproxy.exchange.UpstreamTimeouts;
import io.minerstack.llmproxy.provider.BaseUrls;
import io.minerstack.servicesupport.secret.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * One provider.
 *
 * @param urls of its servers; several are used by the least load
 * @param model that it is asked for; {@code default} leaves the choice to the server
 * @param apiKey sent as a bearer token, if there is one
 * @param maxConcurrent requests under way at once, over all of its servers
 * @param maxPending requests that may wait for their turn; more are refused
 * @param maxContext tokens that the model takes, where the server does not tell; 0 means unknown
 * @param maxTokensField which name of the output limit it understands
 * @param clocks how long it may take
 */
record ProviderProperties(
        @NotNull BaseUrls urls,
        @NotBlank String model,
        @Nullable Secret apiKey,
        @Min(1) @Max(100_000) int maxConcurrent,
        @Min(0) @Max(100_000) int maxPending,
        @Min(0) int maxContext,
        @NotNull MaxTokensField maxTokensField,
        @Valid @NotNull UpstreamTimeouts clocks) {}
