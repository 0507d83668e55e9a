package io.minerstack.agent.completion;

import org.jspecify.annotations.Nullable;

/**
 * What a model wrote.
 *
 * @param text as it came; may be empty
 * @param reasoning thinking that the provider kept apart
 * @param refusal why the model would not, in its words
 * @param finishReason {@code stop}, {@code length}, …
 * @param partial whether the deadline cut it off
 * @param tokens total of prompt and answer, where the provider counted them
 */
public record Completion(
        String text,
        @Nullable String reasoning,
        @Nullable String refusal,
        @Nullable String finishReason,
        boolean partial,
        @Nullable String model,
        @Nullable String provider,
        @Nullable Integer tokens) {}
