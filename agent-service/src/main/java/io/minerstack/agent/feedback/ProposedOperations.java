package io.minerstack.agent.feedback;

import io.minerstack.agent.completion.CompletionRequest.Schema;
import io.minerstack.agent.parsing.JsonCandidates;
import io.minerstack.agent.parsing.LenientJsonReader;
import io.minerstack.agent.parsing.ReasoningStripper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a model's reply proposes.
 *
 * @param list in the order of the reply
 * @param repaired whether the reply had to be mended or was cut off; such a reply may not delete anything
 */
record ProposedOperations(List<ProposedOperation> list, boolean repaired) {

    private static final String OPERATIONS = "operations";
    private static final int MOST = 5;

    /** Flat and strict, the evidence first: a model that has to quote before it claims invents less. */
    static final Schema SCHEMA = new Schema("insights", schema());

    /** Reads a reply; null where there is no proposal list in it, which is not the same as an empty one. */
    static @Nullable ProposedOperations read(String reply) {
        String text = ReasoningStripper.strip(reply);
        String inner = LenientJsonReader.codeBlock(text);
        JsonNode whole = LenientJsonReader.strict(inner == null ? text : inner);
        List<ProposedOperation> exact = whole == null ? null : list(whole.get(OPERATIONS));
        if (exact != null) {
            return new ProposedOperations(exact, false);
        }
        for (String root : JsonCandidates.in(text).reversed()) {
            JsonNode object = LenientJsonReader.lenient(root);
            List<ProposedOperation> mended = object == null ? null : list(object.get(OPERATIONS));
            if (mended != null) {
                return new ProposedOperations(mended, true);
            }
        }
        List<ProposedOperation> complete = elements(text);
        return complete.isEmpty() ? null : new ProposedOperations(complete, true);
    }

    /** The complete elements of a list that is cut off. */
    private static List<ProposedOperation> elements(String text) {
        int bracket = text.indexOf('[');
        List<ProposedOperation> complete = new ArrayList<>();
        if (bracket >= 0) {
            for (String root : JsonCandidates.in(text.substring(bracket))) {
                JsonNode element = LenientJsonReader.lenient(root);
                if (element != null && element.has("value") && complete.size() < MOST) {
                    complete.add(of(element));
                }
            }
        }
        return complete;
    }

    private static @Nullable List<ProposedOperation> list(@Nullable JsonNode operations) {
        if (operations == null || !operations.isArray()) {
            return null;
        }
        List<ProposedOperation> list = new ArrayList<>();
        for (JsonNode operation : operations) {
            if (operation.isObject() && list.size() < MOST) {
                list.add(of(operation));
            }
        }
        return list;
    }

    private static ProposedOperation of(JsonNode node) {
        List<@Nullable String> tags = new ArrayList<>();
        JsonNode array = node.path("tags");
        if (array.isArray()) {
            array.forEach(tag -> tags.add(tag.isString() ? tag.asString() : null));
        }
        return new ProposedOperation(
                text(node, "evidence_quote"),
                text(node, "operation"),
                text(node, "target"),
                text(node, "insight_type"),
                text(node, "key"),
                text(node, "value"),
                text(node, "certainty"),
                text(node, "scope"),
                tags);
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value != null && value.isString() ? value.asString() : null;
    }

    private static Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        Map<String, Object> string = Map.of("type", "string");
        properties.put("evidence_quote", string);
        properties.put("operation", Map.of("type", "string", "enum", List.of("insert", "update", "delete")));
        properties.put("target", Map.of("type", List.of("string", "null")));
        properties.put("insight_type", Map.of("type", "string", "enum", OperationSchema.TYPES));
        properties.put("key", string);
        properties.put("value", string);
        properties.put("certainty", Map.of("type", "string", "enum", List.of("explicit", "implied", "weak")));
        properties.put("scope", Map.of("type", "string", "enum", List.of("conversation", "this_answer")));
        properties.put("tags", Map.of("type", "array", "items", string));
        return object(Map.of(OPERATIONS, Map.of("type", "array", "items", object(properties))));
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        return Map.of(
                "type",
                "object",
                "properties",
                properties,
                "required",
                List.copyOf(properties.keySet()),
                "additionalProperties",
                false);
    }
}
