package io.minerstack.llmproxy.sse;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One part of a completion in our form, whatever form the model server has: an event of a stream, or a whole
 * completion.
 *
 * @param head the fields that identify the completion
 * @param delta what the part adds to the first choice, null in a part without a choice
 * @param whole whether the part came as a message and not as a delta: it may be the whole answer, the whole answer so
 *     far, or the next piece
 * @param finishReason why the completion ended, null before its end
 * @param usage token counts of the upstream, null in a part without counts
 */
public record Chunk(
        Head head,
        @Nullable Delta delta,
        boolean whole,
        @Nullable FinishReason finishReason,
        @Nullable JsonNode usage) {

    /**
     * The fields that identify a completion. Empty values are null: some servers fill these fields late.
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
            @Nullable String fingerprint) {

        public static final Head EMPTY = new Head(null, null, 0, null);

        /** These fields, and the other ones where a field is missing. */
        public Head or(Head other) {
            if (isComplete() || other.equals(this)) {
                return this;
            }
            return new Head(
                    id == null ? other.id : id,
                    model == null ? other.model : model,
                    created == 0 ? other.created : created,
                    fingerprint == null ? other.fingerprint : fingerprint);
        }

        private boolean isComplete() {
            return id != null && model != null && created != 0 && fingerprint != null;
        }
    }

    /**
     * What one part adds.
     *
     * @param content text of the answer
     * @param reasoning text of the model's reasoning
     * @param refusal text of the model's refusal
     * @param toolCalls parts of tool calls: an array of objects
     * @param functionCall part of a call in the older form: an object
     * @param logprobs of this part
     * @param others fields that this proxy does not know, for callers that do; null if there are none
     */
    public record Delta(
            @Nullable String content,
            @Nullable Reasoning reasoning,
            @Nullable String refusal,
            @Nullable JsonNode toolCalls,
            @Nullable JsonNode functionCall,
            @Nullable JsonNode logprobs,
            @Nullable ObjectNode others) {

        private int textLength() {
            return (content == null ? 0 : content.length())
                    + (reasoning == null ? 0 : reasoning.text().length())
                    + (refusal == null ? 0 : refusal.length());
        }

        private boolean isEmpty() {
            return content == null && reasoning == null && refusal == null && toolCalls == null && functionCall == null;
        }
    }

    /**
     * A part of the model's reasoning.
     *
     * @param field {@code reasoning}, or the older name {@code reasoning_content}
     * @param text of the reasoning, not empty
     */
    public record Reasoning(String field, String text) {}

    /** Whether the part carries output of the model. The first event often carries the role alone and no output. */
    public boolean hasToken() {
        return delta != null && !delta.isEmpty();
    }

    /** Characters of text that the part adds. */
    public int textLength() {
        return delta == null ? 0 : delta.textLength();
    }

    /** The same part, which adds this to the answer. */
    Chunk withDelta(Delta added) {
        return new Chunk(head, added, false, finishReason, usage);
    }
}
