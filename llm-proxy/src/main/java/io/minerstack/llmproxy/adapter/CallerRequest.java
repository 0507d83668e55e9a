package io.minerstack.llmproxy.adapter;

import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A caller's request.
 *
 * @param body as the caller wrote it, without our defaults
 * @param optionalFields fields of the body that the caller allows to leave out where an upstream refuses them
 * @param tokensInTime the output tokens that the upstream can send in time; limits our default of {@code max_tokens},
 *     never the caller's own limit
 */
public record CallerRequest(ObjectNode body, Set<String> optionalFields, int tokensInTime) {

    public CallerRequest {
        optionalFields = Set.copyOf(optionalFields);
    }

    /** A request whose output tokens no time limits. */
    public CallerRequest(ObjectNode body, Set<String> optionalFields) {
        this(body, optionalFields, Integer.MAX_VALUE);
    }

    /** The same request for an upstream that can send this many output tokens in time. */
    public CallerRequest withTokensInTime(int tokens) {
        return new CallerRequest(body, optionalFields, tokens);
    }

    /** The estimate of the messages in JSON, at least 1. */
    public int estimatedPromptTokens() {
        return Math.max(1, TokenEstimate.of(body.path("messages").toString().length()));
    }

    /** A request without optional fields. */
    public static CallerRequest of(ObjectNode body) {
        return new CallerRequest(body, Set.of());
    }

    /** Whether the caller insists on a field: such a field is never left out. */
    boolean insistsOn(String field) {
        return sent(field) && !optionalFields.contains(field);
    }

    boolean sent(String field) {
        return !body.path(field).isMissingNode() && !body.path(field).isNull();
    }
}
