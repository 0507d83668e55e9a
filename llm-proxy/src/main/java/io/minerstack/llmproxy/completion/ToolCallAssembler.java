package io.minerstack.llmproxy.completion;

import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tool calls from their pieces: an index says which call a piece belongs to, its arguments are appended. */
class ToolCallAssembler {

    private static final int MOST = 128;

    private final JsonMapper json;
    private final SortedMap<Integer, Call> calls = new TreeMap<>();

    ToolCallAssembler(JsonMapper json) {
        this.json = json;
    }

    void add(JsonNode pieces) {
        for (JsonNode piece : pieces) {
            int index = piece.path("index").asInt(0);
            if (index >= 0 && index < MOST) {
                calls.computeIfAbsent(index, fresh -> new Call()).add(piece);
            }
        }
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    int length() {
        return calls.values().stream()
                .mapToInt(call -> call.name.length() + call.arguments.length())
                .sum();
    }

    ArrayNode whole() {
        ArrayNode array = json.createArrayNode();
        calls.values().forEach(call -> call.writeTo(array.addObject()));
        return array;
    }

    private static final class Call {

        private String id = "";
        private String type = "function";
        private final StringBuilder name = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();

        void add(JsonNode piece) {
            id = piece.path("id").asString(id);
            type = piece.path("type").asString(type);
            name.append(piece.path("function").path("name").asString(""));
            arguments.append(piece.path("function").path("arguments").asString(""));
        }

        void writeTo(ObjectNode call) {
            call.put("id", id).put("type", type);
            call.putObject("function").put("name", name.toString()).put("arguments", arguments.toString());
        }
    }
}
