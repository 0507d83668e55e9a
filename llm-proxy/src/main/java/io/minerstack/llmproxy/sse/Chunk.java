package io.minerstack.llmproxy.sse;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One event of a streamed completion.
 *
 * @param data the event in the bytes that the upstream sent
 * @param head the fields that identify the completion
 * @param delta the part that the event adds to the first choice, null in an event without a choice
 * @param finishReason why the completion ended, null before its end
 * @param usage token counts of the upstream, null in an event without counts
 */
public record Chunk(
        EventData data,
        Head head,
        @Nullable Delta delta,
        @Nullable String finishReason,
        @Nullable JsonNode usage) {

    /**
     * The fields that identify a completion.
     *
     * @param id of the completion
     * @param model that generates the completion
     * @param created in epoch seconds, 0 if missing
     * @param fingerprint {@code system_fingerprint}
     */
    public record Head(
            @Nullable String id,
            @Nullable String model,
            long created,
            @Nullable String fingerprint) {}

    /**
     * The part that one event adds.
     *
     * @param content text of the answer
     * @param reasoning text of the model's reasoning
     * @param refusal text of the model's refusal
     * @param toolCalls parts of tool calls, each with its index
     * @param logprobs of this part
     */
    public record Delta(
            @Nullable String content,
            @Nullable Reasoning reasoning,
            @Nullable String refusal,
            @Nullable JsonNode toolCalls,
            @Nullable JsonNode logprobs) {

        boolean isEmpty() {
            return isEmpty(content)
                    && isEmpty(refusal)
                    && (reasoning == null || reasoning.text().isEmpty())
                    && (toolCalls == null || toolCalls.isEmpty());
        }

        private static boolean isEmpty(@Nullable String text) {
            return text == null || text.isEmpty();
        }
    }

    /**
     * A part of the model's reasoning.
     *
     * @param field {@code reasoning}, or the older name {@code reasoning_content}
     * @param text of the reasoning
     */
    public record Reasoning(String field, String text) {}

    /** Whether the event carries output of the model. The first event often carries the role alone and no output. */
    public boolean hasToken() {
        return delta != null && !delta.isEmpty();
    }
}
