package io.minerstack.gateway.health;

import tools.jackson.databind.JsonNode;

/**
 * What {@code /health} names even while the stack can't serve: as last known, since a problem body says none of it.
 *
 * @param llmProvider {@code unknown} if never heard of
 * @param model {@code unknown} if never heard of
 * @param activeConversations 0 if never heard of
 */
record Standing(String llmProvider, String model, long activeConversations) {

    private static final String NOT_KNOWN = "unknown";

    static final Standing UNKNOWN = new Standing(NOT_KNOWN, NOT_KNOWN, 0);

    /** With what a later body says; what that leaves out, or does not know either, stays. */
    Standing with(JsonNode body) {
        return new Standing(
                text(body, "llm_provider", llmProvider),
                text(body, "model", model),
                body.path("active_conversations").asLong(activeConversations));
    }

    private static String text(JsonNode body, String field, String before) {
        JsonNode said = body.path(field);
        return said.isString() && !said.stringValue().equals(NOT_KNOWN) ? said.stringValue() : before;
    }
}
