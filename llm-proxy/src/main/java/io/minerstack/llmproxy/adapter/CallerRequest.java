package io.minerstack.llmproxy.adapter;

import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A caller's request.
 *
 * @param body as the caller wrote it, without our defaults
 * @param optionalFields fields of the body that the caller allows to leave out where an upstream refuses them
 */
public record CallerRequest(ObjectNode body, Set<String> optionalFields) {

    public CallerRequest {
        optionalFields = Set.copyOf(optionalFields);
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
