package io.minerstack.llmproxy.sse;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One event of a streamed completion.
 *
 * @param json the event as it came
 * @param head what names the completion
 * @param delta what it adds to the first choice; null where it has no choice
 * @param finishReason why the answer ended; null until it did
 * @param usage token counts as the server gives them
 */
public record Chunk(
        EventData json,
        Head head,
        @Nullable Delta delta,
        @Nullable String finishReason,
        @Nullable JsonNode usage) {

    /**
     * What names a completion.
     *
     * @param id of the completion
     * @param model that answers
     * @param created in epoch seconds, 0 if missing
     * @param fingerprint {@code system_fingerprint}
     */
    public record Head(
            @Nullable String id,
            @Nullable String model,
            long created,
            @Nullable String fingerprint) {}

    /**
     * What one event adds.
     *
     * @param content text of the answer
     * @param reasoning text of the model's thoughts
     * @param refusal text of a refusal
     * @param toolCalls pieces of calls, by their index
     * @param logprobs of this piece
     */
    public record Delta(
            @Nullable String content,
            @Nullable Reasoning reasoning,
            @Nullable String refusal,
            @Nullable JsonNode toolCalls,
            @Nullable JsonNode logprobs) {

        boolean isEmpty() {
            return isBlank(content)
                    && isBlank(refusal)
                    && (reasoning == null || reasoning.text().isEmpty())
                    && (toolCalls == null || toolCalls.isEmpty());
        }

        private static boolean isBlank(@Nullable String text) {
            return text == null || text.isEmpty();
        }
    }

    /**
     * A piece of what the model thought before it answered.
     *
     * @param field {@code reasoning}, or its older name {@code reasoning_content}
     * @param text of the thoughts
     */
    public record Reasoning(String field, String text) {}

    /** Whether it carries anything that the model produced; the first one, with the role alone, does not. */
    public boolean hasToken() {
        return delta != null && !delta.isEmpty();
    }
}
