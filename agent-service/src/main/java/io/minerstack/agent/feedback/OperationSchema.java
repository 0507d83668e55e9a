package io.minerstack.agent.feedback;

import io.minerstack.agent.completion.CompletionRequest.Schema;
import io.minerstack.agent.memory.ProposedOperation;
import io.minerstack.agent.parsing.JsonCandidates;
import io.minerstack.agent.parsing.LenientJsonReader;
import io.minerstack.agent.parsing.ReasoningStripper;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The JSON that the model is asked for, and the reader of it. Checks the shape only and resolves E1, E2, … to entries;
 * which operations may be applied is decided by memory-service.
 */
final class OperationSchema {

    private static final String OPERATIONS = "operations";
    private static final int MAX_OPERATIONS = 5;

    /** Flat and strict. The quote comes first: a model that has to quote before it claims something invents less. */
    static final Schema SCHEMA = new Schema("insights", schema());

    private final NumberedEntries entries;

    /**
     * A reader of the reply to one prompt.
     *
     * @param entries as the prompt shows them
     */
    OperationSchema(NumberedEntries entries) {
        this.entries = entries;
    }

    /** Reads a reply; null where the reply has no list of operations, which is not the same as an empty list. */
    @Nullable
    ProposedOperations read(String reply) {
        String text = ReasoningStripper.strip(reply);
        String inner = LenientJsonReader.codeBlock(text);
        List<ProposedOperation> exact = list(LenientJsonReader.strict(inner == null ? text : inner));
        if (exact != null) {
            return new ProposedOperations(exact, false);
        }
        for (String candidate : JsonCandidates.in(text).reversed()) {
            List<ProposedOperation> repaired = list(LenientJsonReader.lenient(candidate));
            if (repaired != null) {
                return new ProposedOperations(repaired, true);
            }
        }
        List<ProposedOperation> complete = completeElements(text);
        return complete.isEmpty() ? null : new ProposedOperations(complete, true);
    }

    /** The complete elements of a list that is cut off. */
    private List<ProposedOperation> completeElements(String text) {
        int bracket = text.indexOf('[');
        List<ProposedOperation> complete = new ArrayList<>();
        if (bracket >= 0) {
            for (String candidate : JsonCandidates.in(text.substring(bracket))) {
                JsonNode element = LenientJsonReader.lenient(candidate);
                if (element != null && element.has("value") && complete.size() < MAX_OPERATIONS) {
                    complete.add(operation(element));
                }
            }
        }
        return complete;
    }

    private @Nullable List<ProposedOperation> list(@Nullable JsonNode object) {
        JsonNode operations = object == null ? null : object.get(OPERATIONS);
        if (operations == null || !operations.isArray()) {
            return null;
        }
        return operations
                .valueStream()
                .filter(JsonNode::isObject)
                .limit(MAX_OPERATIONS)
                .map(this::operation)
                .toList();
    }

    private ProposedOperation operation(JsonNode node) {
        String type = text(node.get("insight_type"));
        String key = text(node.get("key"));
        return new ProposedOperation(
                text(node.get("operation")),
                type,
                key,
                text(node.get("value")),
                tags(node.path("tags")),
                text(node.get("evidence_quote")),
                ProposedOperation.BY_MODEL,
                entries.find(text(node.get("target")), type, key),
                null,
                text(node.get("certainty")),
                text(node.get("scope")));
    }

    private static List<@Nullable String> tags(JsonNode array) {
        List<@Nullable String> tags = new ArrayList<>();
        if (array.isArray()) {
            array.forEach(tag -> tags.add(text(tag)));
        }
        return tags;
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        return value != null && value.isString() ? CodePoints.writable(value.asString()) : null;
    }

    private static Map<String, Object> schema() {
        Map<String, Object> string = Map.of("type", "string");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("evidence_quote", string);
        properties.put("operation", oneOf("insert", "update", "delete"));
        properties.put("target", Map.of("type", List.of("string", "null")));
        properties.put(
                "insight_type", oneOf("preference", "instruction", "fact", "correction", "context", "constraint"));
        properties.put("key", string);
        properties.put("value", string);
        properties.put("certainty", oneOf("explicit", "implied", "weak"));
        properties.put("scope", oneOf("conversation", "this_answer"));
        properties.put("tags", Map.of("type", "array", "items", string));
        return object(Map.of(OPERATIONS, Map.of("type", "array", "items", object(properties))));
    }

    private static Map<String, Object> oneOf(String... values) {
        return Map.of("type", "string", "enum", List.of(values));
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
