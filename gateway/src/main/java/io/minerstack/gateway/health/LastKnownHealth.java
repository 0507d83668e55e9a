package io.minerstack.gateway.health;

import tools.jackson.databind.JsonNode;

/**
 * What {@code /health} says about the model even while the stack can't serve. Kept from earlier reports, because a
 * problem body has none of it.
 *
 * @param llmProvider {@code unknown} before the first report that has it
 * @param model {@code unknown} before the first report that has it
 * @param activeConversations 0 before the first report that has it
 */
record LastKnownHealth(String llmProvider, String model, long activeConversations) {

    private static final String NOT_KNOWN = "unknown";

    static final LastKnownHealth UNKNOWN = new LastKnownHealth(NOT_KNOWN, NOT_KNOWN, 0);

    /** Updated from a later body. A field that is missing or {@code unknown} there keeps its value. */
    LastKnownHealth updatedFrom(JsonNode body) {
        return new LastKnownHealth(
                text(body, "llm_provider", llmProvider),
                text(body, "model", model),
                body.path("active_conversations").asLong(activeConversations));
    }

    private static String text(JsonNode body, String field, String before) {
        JsonNode value = body.path(field);
        return value.isString() && !value.stringValue().equals(NOT_KNOWN) ? value.stringValue() : before;
    }
}
