package io.minerstack.llmproxy.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages for a chat template that knows only user and assistant, one after the other: the text of the system stands
 * in front of the first user message, and neighbours with the same role are one message. Nothing is left out.
 */
final class MergedRoles {

    static final String MESSAGES = "messages";

    private static final String ROLE = "role";
    private static final String CONTENT = "content";
    private static final String USER = "user";
    private static final Set<String> SYSTEM = Set.of("system", "developer");
    private static final Set<String> MERGED = Set.of(USER, "assistant");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private MergedRoles() {}

    /** One message, and the contents that become its content. */
    private record Turn(JsonNode message, List<JsonNode> contents) {

        static Turn of(JsonNode message) {
            return new Turn(message, new ArrayList<>(List.of(message.path(CONTENT))));
        }

        /** Not where a message has a call: its result follows. */
        boolean takes(JsonNode next) {
            return isMergeable(message) && isMergeable(next) && role(message).equals(role(next));
        }

        JsonNode merged() {
            if (contents.size() == 1 || !(message.deepCopy() instanceof ObjectNode merged)) {
                return message;
            }
            return merged.set(CONTENT, joined(contents));
        }
    }

    /** The messages with merged roles, equal to the given ones where there is nothing to merge. */
    static ArrayNode of(JsonNode messages) {
        List<JsonNode> system = new ArrayList<>();
        List<Turn> turns = new ArrayList<>();
        for (JsonNode message : messages) {
            if (SYSTEM.contains(role(message))) {
                system.add(message.path(CONTENT));
            } else if (!turns.isEmpty() && turns.getLast().takes(message)) {
                turns.getLast().contents().add(message.path(CONTENT));
            } else {
                turns.add(Turn.of(message));
            }
        }
        if (!system.isEmpty()) {
            if (turns.isEmpty() || !role(turns.getFirst().message()).equals(USER)) {
                turns.addFirst(Turn.of(NODES.objectNode().put(ROLE, USER).put(CONTENT, "")));
            }
            turns.getFirst().contents().addAll(0, system);
        }
        ArrayNode merged = NODES.arrayNode();
        turns.forEach(turn -> merged.add(turn.merged()));
        return merged;
    }

    private static boolean isMergeable(JsonNode message) {
        return message.isObject()
                && MERGED.contains(role(message))
                // SDKs write history back with null and empty lists
                && message.path("tool_calls").isEmpty()
                && message.path("function_call").isEmpty();
    }

    private static String role(JsonNode message) {
        return message.path(ROLE).asString("");
    }

    private static JsonNode joined(List<JsonNode> contents) {
        List<JsonNode> filled =
                contents.stream().filter(content -> !isEmpty(content)).toList();
        if (filled.stream().allMatch(JsonNode::isString)) {
            return NODES.stringNode(filled.stream().map(JsonNode::asString).collect(Collectors.joining("\n\n")));
        }
        ArrayNode parts = NODES.arrayNode();
        for (JsonNode content : filled) {
            if (content instanceof ArrayNode array) {
                parts.addAll(array);
            } else if (content.isString()) {
                parts.add(NODES.objectNode().put("type", "text").put("text", content.asString()));
            } else {
                parts.add(content);
            }
        }
        return parts;
    }

    private static boolean isEmpty(JsonNode content) {
        return content.isMissingNode()
                || content.isNull()
                || (content.isString() && content.asString().isBlank());
    }
}
