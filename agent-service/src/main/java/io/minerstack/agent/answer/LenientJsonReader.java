package io.minerstack.agent.answer;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON that models write: strictly, and then with the mistakes that they are known for. */
public final class LenientJsonReader {

    private static final JsonMapper STRICT = JsonMapper.builder().build();
    private static final JsonMapper TOLERANT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .build();

    private static final Pattern BAD_UNICODE_ESCAPE = Pattern.compile("\\\\u(?![0-9a-fA-F]{4})");

    private LenientJsonReader() {}

    /** The object, or null where the text is not exactly one. */
    public static @Nullable JsonNode strict(String text) {
        return object(STRICT, text);
    }

    /** As {@link #strict}, with common mistakes allowed. */
    public static @Nullable JsonNode tolerant(String text) {
        return object(TOLERANT, BAD_UNICODE_ESCAPE.matcher(text).replaceAll("u"));
    }

    /** The text inside a code fence that encloses the whole reply, or null where there is none. */
    public static @Nullable String unfenced(String text) {
        if (!text.startsWith("```")) {
            return null;
        }
        int line = text.indexOf('\n');
        int end = text.lastIndexOf("```");
        return line < 0 || end <= line ? null : text.substring(line + 1, end).strip();
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
