package io.minerstack.localllm.chat;

import io.minerstack.localllm.chat.ChatRequest.ResponseFormat;
import io.minerstack.localllm.engine.InvalidChatRequestException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The JSON schema that a {@code response_format} stands for. Its depth and length are limited because the native code
 * that reads it is recursive.
 */
final class ResponseFormatSchema {

    private static final String ANY_OBJECT = "{\"type\":\"object\"}";
    private static final int MAX_LENGTH = 65_536;
    private static final int MAX_DEPTH = 32;

    private ResponseFormatSchema() {}

    /** The schema as JSON text; null for free text. */
    static @Nullable String of(@Nullable ResponseFormat format) {
        return switch (format == null ? "text" : format.type()) {
            case "text" -> null;
            case "json_object" -> ANY_OBJECT;
            case "json_schema" -> schema(format);
            case null, default -> throw invalid("response_format.type", "expected text, json_object or json_schema");
        };
    }

    private static String schema(@Nullable ResponseFormat format) {
        JsonNode schema = format == null || format.jsonSchema() == null
                ? null
                : format.jsonSchema().schema();
        String field = "response_format.json_schema.schema";
        if (schema == null || !schema.isObject()) {
            throw invalid(field, "expected an object");
        }
        if (depth(schema, 0) > MAX_DEPTH) {
            throw invalid(field, "expected at most " + MAX_DEPTH + " levels");
        }
        String text = schema.toString();
        if (text.length() > MAX_LENGTH) {
            throw invalid(field, "expected at most " + MAX_LENGTH + " characters");
        }
        return text;
    }

    /** The depth of the deepest node, counted no further than {@code MAX_DEPTH + 1}. */
    private static int depth(JsonNode node, int nodeDepth) {
        int deepest = nodeDepth;
        if (nodeDepth <= MAX_DEPTH) {
            for (JsonNode child : node) {
                deepest = Math.max(deepest, depth(child, nodeDepth + 1));
            }
        }
        return deepest;
    }

    private static InvalidChatRequestException invalid(String field, String rule) {
        return new InvalidChatRequestException(field, field + ": " + rule);
    }
}
