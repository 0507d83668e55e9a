package io.minerstack.llmproxy.failure;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The words of an error body of any shape, sorted by what the words are about. Reads at most {@value #MAX_LENGTH}
 * characters of each.
 *
 * @param location the fields at fault, such as the value of param or loc
 * @param codes values for programs, such as the value of type or status
 * @param message sentences for people
 * @param all the whole body
 */
public record ErrorWords(String location, String codes, String message, String all) {

    static final ErrorWords NONE = new ErrorWords("", "", "", "");

    private static final int MAX_LENGTH = 4_000;
    private static final int MAX_DEPTH = 8;
    /** Not the word "unexpected" alone: an unexpected error in mid-stream is no refusal of a stream. */
    private static final Pattern UNSUPPORTED = Pattern.compile("unsupported|not (?:\\w{1,20} )?support"
            + "|not (?:\\w{1,20} )?(?:permitted|allowed|implemented)|only the default|deprecated"
            + "|\\b(?:unrecogni[sz]ed|unknown|unexpected|invalid|extra|additional) (?:\\w{1,20} )?"
            + "(?:keyword|field|argument|param|propert|option|name|input)");

    private static final Set<String> LOCATION_KEYS =
            Set.of("param", "loc", "field", "parameter", "property", "instancepath");
    private static final Set<String> CODE_KEYS = Set.of("code", "type", "status", "reason", "error_code", "error_type");
    /** What these hold repeats the request. */
    private static final Set<String> ECHO_KEYS =
            Set.of("input", "ctx", "request", "body", "flagged_input", "url", "value");

    /** Reads a body; a body that is not JSON is one message. */
    static ErrorWords of(byte[] body, JsonMapper json) {
        String text = new String(body, 0, Math.min(body.length, 4 * MAX_LENGTH), StandardCharsets.UTF_8);
        try {
            return of(json.readTree(body), text);
        } catch (JacksonException notJson) {
            return new ErrorWords("", "", cut(text), cut(text));
        }
    }

    /** Reads a parsed body. */
    static ErrorWords of(JsonNode body) {
        return of(body, body.toString());
    }

    private static ErrorWords of(JsonNode body, String text) {
        Collector collector = new Collector();
        collector.read(null, body, 0);
        return new ErrorWords(
                cut(collector.location.toString()),
                cut(collector.codes.toString()),
                cut(collector.message.toString().strip()),
                cut(text));
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }

    /**
     * The names that the body mentions as whole words, in capitals or not. Where the body locates the fault, only the
     * location counts; otherwise its sentences, and at last the whole body, which may repeat the request.
     */
    public Set<String> namedAmong(Collection<String> names) {
        for (String text : new String[] {location, message, all}) {
            Set<String> found = new LinkedHashSet<>();
            names.stream().filter(name -> hasWord(text, name)).forEach(found::add);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return Set.of();
    }

    /** Whether the words say that something is not supported or not allowed. */
    boolean sayUnsupported() {
        return UNSUPPORTED.matcher(lowerCase()).find();
    }

    /** Whether the body locates the fault in this field. */
    public boolean locates(String field) {
        return hasWord(location, field);
    }

    /** Whether a sentence or the location mentions a name as a whole word. */
    public boolean says(String name) {
        return hasWord(message, name) || hasWord(location, name);
    }

    private static boolean hasWord(String anyCase, String word) {
        String text = anyCase.toLowerCase(Locale.ROOT);
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean starts = at == 0 || !isNamePart(text.charAt(at - 1));
            boolean ends = end == text.length() || !isNamePart(text.charAt(end));
            if (starts && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNamePart(char character) {
        return Character.isLetterOrDigit(character) || character == '_';
    }

    /** Codes and sentences in lower case. */
    String lowerCase() {
        return (codes + ' ' + message).toLowerCase(Locale.ROOT);
    }

    /** Collects the strings of a body by their keys. */
    private static final class Collector {

        private final StringBuilder location = new StringBuilder();
        private final StringBuilder codes = new StringBuilder();
        private final StringBuilder message = new StringBuilder();

        void read(@Nullable String key, JsonNode node, int depth) {
            if (depth > MAX_DEPTH || (key != null && ECHO_KEYS.contains(key))) {
                return;
            }
            if (node.isObject()) {
                for (Map.Entry<String, JsonNode> field : node.properties()) {
                    read(field.getKey().toLowerCase(Locale.ROOT), field.getValue(), depth + 1);
                }
            } else if (node.isArray()) {
                for (JsonNode element : node) {
                    read(key, element, depth + 1);
                }
            } else if (node.isString()) {
                StringBuilder target = target(key);
                if (target.length() < MAX_LENGTH) {
                    target.append(cut(node.asString())).append(target == location ? '.' : ' ');
                }
            }
        }

        private StringBuilder target(@Nullable String key) {
            if (key == null) {
                return message;
            }
            return LOCATION_KEYS.contains(key) ? location : CODE_KEYS.contains(key) ? codes : message;
        }
    }
}
