package io.minerstack.agent.completion;

import org.jspecify.annotations.Nullable;

/**
 * A model's reply.
 *
 * @param text the content, unchanged; may be empty
 * @param reasoning the reasoning, where the provider returns it in a field of its own
 * @param refusal the model's reason for a refusal
 * @param finishReason {@code stop}, {@code length} or another value of the provider
 * @param partial whether this is only the beginning of a reply: the deadline came, or the reply's JSON has no end
 * @param model name of the model that replied
 * @param provider name of the provider that replied
 * @param tokens tokens of prompt and reply together; null where the provider does not count them
 */
public record Completion(
        String text,
        @Nullable String reasoning,
        @Nullable String refusal,
        @Nullable String finishReason,
        boolean partial,
        @Nullable String model,
        @Nullable String provider,
        @Nullable Integer tokens) {

    /** Whether the reply ended at the output limit or at the deadline and not by itself. */
    public boolean isCut() {
        return partial || "length".equals(finishReason);
    }

    /** This reply, of which the content says that its end is missing. */
    public Completion cutOff() {
        return new Completion(text, reasoning, refusal, finishReason, true, model, provider, tokens);
    }

    /** This reply with more tokens; null is no count. */
    public Completion withMoreTokens(@Nullable Integer more) {
        Integer sum = tokens == null ? more : more == null ? tokens : Integer.valueOf(tokens + more);
        return new Completion(text, reasoning, refusal, finishReason, partial, model, provider, sum);
    }
}
