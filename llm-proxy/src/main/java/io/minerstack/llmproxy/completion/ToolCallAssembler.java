package io.minerstack.llmproxy.completion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Joins the parts of tool calls. The index of a part names its call. Where the index is missing, the id names the call,
 * and a part without an id belongs to the last call, unless the part names a function again: that begins a new call.
 */
class ToolCallAssembler {

    private static final int MAX_CALLS = 128;

    private final JsonMapper json;
    private final List<Call> calls = new ArrayList<>(1);
    private final Map<Integer, Call> byIndex = new HashMap<>();

    ToolCallAssembler(JsonMapper json) {
        this.json = json;
    }

    /**
     * Adds the parts.
     *
     * @return what the parts add, in OpenAI's form: each with the index of its call
     */
    ArrayNode add(JsonNode parts) {
        ArrayNode added = json.createArrayNode();
        for (JsonNode part : parts) {
            Call call = call(part);
            if (call != null) {
                call.add(part, added.addObject());
            }
        }
        return added;
    }

    /** The call that the part belongs to, null beyond the limit of calls. */
    private @Nullable Call call(JsonNode part) {
        JsonNode index = part.path("index");
        String id = part.path("id").asString("");
        String name = part.path("function").path("name").asString("");
        Call known = index.isInt() ? byIndex.get(index.asInt()) : withId(id);
        // some servers send index 0 with every call
        boolean another = known != null && !id.isEmpty() && !name.isEmpty() && known.isOther(id);
        if (known != null && !another) {
            return known;
        }
        if (known == null && !index.isInt() && id.isEmpty() && !calls.isEmpty()) {
            Call last = calls.getLast();
            if (name.isEmpty() || last.name.isEmpty()) {
                return last;
            }
        }
        if (calls.size() == MAX_CALLS) {
            return null;
        }
        Call call = new Call(calls.size());
        calls.add(call);
        if (index.isInt()) {
            byIndex.put(index.asInt(), call);
        }
        return call;
    }

    private @Nullable Call withId(String id) {
        if (id.isEmpty()) {
            return null;
        }
        for (Call call : calls) {
            if (call.id.equals(id)) {
                return call;
            }
        }
        return null;
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    int length() {
        return calls.stream()
                .mapToInt(call -> call.name.length() + call.arguments.length())
                .sum();
    }

    ArrayNode toJson() {
        ArrayNode array = json.createArrayNode();
        calls.forEach(call -> call.writeTo(array.addObject()));
        return array;
    }

    /** The text of a part's arguments: some servers send the object itself. */
    static String arguments(JsonNode function) {
        JsonNode arguments = function.path("arguments");
        return Surrogates.repaired(arguments.isContainer() ? arguments.toString() : arguments.asString(""));
    }

    private static final class Call {

        private final int position;
        private final StringBuilder name = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();
        private String id = "";
        private String type = "function";
        private @Nullable JsonNode extraContent;

        Call(int position) {
            this.position = position;
        }

        boolean isOther(String otherId) {
            return !id.isEmpty() && !id.equals(otherId);
        }

        /** Adds a part, and writes what is new. */
        void add(JsonNode part, ObjectNode added) {
            boolean first = name.isEmpty() && arguments.isEmpty() && id.isEmpty();
            id = filled(part.path("id"), id);
            type = filled(part.path("type"), type);
            added.put("index", position);
            if (first) {
                added.put("id", id(position)).put("type", type);
            }
            ObjectNode function = added.putObject("function");
            String moreName = part.path("function").path("name").asString("");
            // some servers repeat the name in every part
            if (!moreName.isEmpty() && !moreName.contentEquals(name)) {
                name.append(moreName);
                function.put("name", moreName);
            }
            String moreArguments = arguments(part.path("function"));
            arguments.append(moreArguments);
            function.put("arguments", moreArguments);
            // Google wants its signature back in the next request
            if (part.path("extra_content").isObject()) {
                extraContent = part.path("extra_content");
                added.set("extra_content", extraContent);
            }
        }

        private static String filled(JsonNode value, String otherwise) {
            String text = value.asString("");
            return text.isEmpty() ? otherwise : text;
        }

        private String id(int index) {
            return id.isEmpty() ? "call_" + index : id;
        }

        void writeTo(ObjectNode call) {
            call.put("id", id(position)).put("type", type);
            call.putObject("function").put("name", name.toString()).put("arguments", arguments.toString());
            if (extraContent != null) {
                call.set("extra_content", extraContent);
            }
        }
    }
}
