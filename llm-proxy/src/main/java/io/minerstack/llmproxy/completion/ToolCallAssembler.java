package io.minerstack.llmproxy.completion;

import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Joins the parts of tool calls: the index of a part names its call, and the arguments of the parts are joined. */
class ToolCallAssembler {

    private static final int MAX_CALLS = 128;

    private final JsonMapper json;
    private final SortedMap<Integer, Call> calls = new TreeMap<>();

    ToolCallAssembler(JsonMapper json) {
        this.json = json;
    }

    void add(JsonNode parts) {
        for (JsonNode part : parts) {
            int index = part.path("index").asInt(0);
            if (index >= 0 && index < MAX_CALLS) {
                calls.computeIfAbsent(index, first -> new Call()).add(part);
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

    ArrayNode toJson() {
        ArrayNode array = json.createArrayNode();
        calls.values().forEach(call -> call.writeTo(array.addObject()));
        return array;
    }

    private static final class Call {

        private String id = "";
        private String type = "function";
        private final StringBuilder name = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();

        void add(JsonNode part) {
            id = part.path("id").asString(id);
            type = part.path("type").asString(type);
            name.append(part.path("function").path("name").asString(""));
            arguments.append(part.path("function").path("arguments").asString(""));
        }

        void writeTo(ObjectNode call) {
            call.put("id", id).put("type", type);
            call.putObject("function").put("name", name.toString()).put("arguments", arguments.toString());
        }
    }
}
