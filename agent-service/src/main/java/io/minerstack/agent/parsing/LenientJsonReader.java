package io.minerstack.agent.parsing;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a JSON object that a model wrote, strictly or with the mistakes that models often make. */
public final class LenientJsonReader {

    private static final JsonMapper STRICT = JsonMapper.builder().build();
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .build();

    private static final JsonMapper LENIENT_STRING = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private LenientJsonReader() {}

    /** The object; null where the text is not exactly one JSON object. */
    public static @Nullable JsonNode strict(String text) {
        return object(STRICT, text);
    }

    /** As {@link #strict}, and common mistakes are allowed: single quotes, trailing commas, literals of Python. */
    public static @Nullable JsonNode lenient(String text) {
        if (!text.startsWith("{")) {
            return null;
        }
        String escaped = Backslashes.doubled(text);
        JsonNode json = object(LENIENT, escaped);
        return json == null ? object(LENIENT, PythonLiterals.toJson(escaped)) : json;
    }

    /** The text of a JSON string; null where the text is not exactly one JSON string. */
    public static @Nullable String string(String text) {
        if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
            return null;
        }
        try {
            JsonNode node = LENIENT_STRING.readTree(text);
            return node.isString() ? node.asString() : null;
        } catch (JacksonException broken) {
            return null;
        }
    }

    /** The content of the Markdown code block that the whole text consists of; null where the text is no such block. */
    public static @Nullable String codeBlock(String text) {
        if (!text.startsWith("```")) {
            return null;
        }
        int firstLineEnd = text.indexOf('\n');
        int end = text.lastIndexOf("```");
        return firstLineEnd < 0 || end <= firstLineEnd
                ? null
                : text.substring(firstLineEnd + 1, end).strip();
    }

    private static @Nullable JsonNode object(JsonMapper mapper, String text) {
        if (!text.startsWith("{")) {
            return null;
        }
        try {
            JsonNode node = mapper.readTree(text);
            return node.isObject() ? node : null;
        } catch (JacksonException broken) {
            return null;
        }
    }
}
