package io.minerstack.agent.completion;

import org.jspecify.annotations.Nullable;

/**
 * The token counts of a prompt that is too long, as llm-proxy read them from the model server's error.
 *
 * @param promptTokens tokens of the prompt, without the answer's; 0 where unknown
 * @param contextTokens tokens that the model's context holds; 0 where unknown
 */
public record PromptTooLongDetails(int promptTokens, int contextTokens) {

    public static final PromptTooLongDetails UNKNOWN = new PromptTooLongDetails(0, 0);

    static PromptTooLongDetails of(@Nullable Integer promptTokens, @Nullable Integer contextTokens) {
        return new PromptTooLongDetails(count(promptTokens), count(contextTokens));
    }

    private static int count(@Nullable Integer tokens) {
        return tokens == null ? 0 : Math.max(0, tokens);
    }
}
