package io.minerstack.llmproxy.adapter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A caller's request as one upstream gets it.
 *
 * @param original the caller's request, unchanged
 * @param body a changed copy
 * @param form what was changed because the upstream refused it
 * @param lesson the form with which later requests start once this one is answered: without what was changed only
 *     because of the length of this prompt
 */
public record AdaptedRequest(CallerRequest original, ObjectNode body, RequestForm form, RequestForm lesson) {

    /** Longer than the answers of any model where the request has no limit and the context is not known. */
    private static final long UNKNOWN = 131_072;

    /**
     * The most tokens that the answer may have.
     *
     * @param maxContext tokens of the model's context, null if unknown
     */
    public long maxOutputTokens(@Nullable Integer maxContext) {
        for (String field : List.of(MaxTokensField.MAX_TOKENS, MaxTokensField.MAX_COMPLETION_TOKENS)) {
            if (body.path(field).isIntegralNumber()) {
                return body.path(field).asLong();
            }
        }
        return maxContext == null ? UNKNOWN : maxContext;
    }
}
