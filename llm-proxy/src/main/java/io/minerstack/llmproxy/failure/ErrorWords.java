package io.minerstack.llmproxy.failure;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The words of an error body of any shape, sorted by what the words are about. Reads at most {@value #MAX_LENGTH}
 * characters of each. Reads known fields only: other ones repeat the request or what the model generated.
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

    /** The chat template of the model does not know the role of the system, or wants user and assistant in turn. */
    private static final Pattern ROLES =
            Pattern.compile("\\bsystem['\"` ]{0,2} ?(?:roles?|messages?|prompts?|instructions?)? ?(?:is |are )?"
                    + "(?:not (?:\\w{1,20} )?support|unsupported)"
                    + "|\\bnot support (?:the |a )?['\"`]?(?:system|developer)\\b"
                    + "|developer instruction is not enabled"
                    + "|system messages? must be (?:at the beginning|the first|first)"
                    + "|only user(?:,| and) assistant.{0,20}? roles are supported|roles? must alternate"
                    + "|must alternate (?:between )?user"
                    + "|\\b(?:unexpected|invalid|unknown|unsupported) (?:message )?role\\b.{0,40}?"
                    + "\\b(?:system|developer)\\b"
                    + "|must (?:start|begin) with a user message"
                    + "|unknown variant ['\"`]?(?:system|developer)\\b"
                    + "|\\b(?:system|developer)['\"`]? (?:is|are) not (?:one of|allowed)"
                    + "|\\b(?:system|developer) messages? (?:is|are) not supported"
                    + "|roles? should be alternating|alternate between (?:the )?user"
                    + "|unexpected role ['\"`]?\\w{4,9}['\"`]? after role");

    private static final Pattern INVALID_REQUEST =
            Pattern.compile("invalid[_ ]?(?:request|param|value|argument|field|type)|bad[_ ]?request"
                    + "|unsupported[_ ](?:param|value)|unknown[_ ]param|unprocessable|validation|extra_forbidden");

    /** A page of a proxy or firewall, or Cloudflare's short form of one, is no reason of the model server. */
    private static final Pattern PAGE = Pattern.compile("(?i)\\s{0,100}(?:<[!?a-z]|error code: \\d{3,4})");

    private static final String QUOTATION_MARKS = "\"`\u201c\u201d";

    private static final Set<String> LOCATION_KEYS =
            Set.of("param", "loc", "field", "parameter", "property", "instancepath");
    private static final Set<String> CODE_KEYS =
            Set.of("code", "type", "status", "reason", "error_code", "errorcode", "error_type", "__type");
    private static final Set<String> MESSAGE_KEYS = Set.of(
            "message",
            "msg",
            "error_message",
            "error_msg",
            "errormessage",
            "status_msg",
            "error_description",
            "description",
            "title",
            "hint");
    /** What these hold is an error, or a list of errors. Other keys may repeat the request, or the model's output. */
    private static final Set<String> ERROR_KEYS = Set.of(
            "error",
            "errors",
            "detail",
            "details",
            "base_resp",
            "metadata",
            "raw",
            "reasons",
            "fieldviolations",
            "innererror",
            "inner_error");

    /** Where a sentence begins to repeat the request, or the model's output, in the form of JSON or of Python. */
    private static final Pattern ECHO = Pattern.compile(
            "(?i)[\"'](?:input|ctx|request|body|url|value|failed_generation|flagged_input|messages|prompt)"
                    + "\\\\{0,4}[\"']\\s{0,4}:"
                    + "|\\b(?:input_value|failed_generation)\\s{0,4}[=:]|\\binput at pos \\d");

    /** Reads a body; a body that is not JSON is one message. */
    static ErrorWords of(byte[] body, JsonMapper json) {
        String text = new String(body, 0, Math.min(body.length, 4 * MAX_LENGTH), StandardCharsets.UTF_8);
        try {
            return of(json.readTree(body), text, json);
        } catch (JacksonException notJson) {
            String message = PAGE.matcher(text).lookingAt() ? "" : withoutEcho(cut(text));
            return new ErrorWords("", "", message, cut(text));
        }
    }

    /** Reads a parsed body. */
    static ErrorWords of(JsonNode body, JsonMapper json) {
        return of(body, body.toString(), json);
    }

    private static ErrorWords of(JsonNode body, String text, JsonMapper json) {
        Collector collector = new Collector(json);
        collector.read(null, body, 0);
        return new ErrorWords(
                cut(collector.location.toString()),
                cut(collector.codes.toString()),
                cut(collector.message.toString().strip()),
                cut(text));
    }

    /** A sentence until the place where the sentence begins to repeat the request or the model's output. */
    private static String withoutEcho(String sentence) {
        Matcher echo = ECHO.matcher(sentence);
        return echo.find() ? sentence.substring(0, echo.start()) + "…" : sentence;
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

    /** Whether the words say that the roles of the messages are at fault. */
    public boolean refuseRoles() {
        return ROLES.matcher(lowerCase()).find();
    }

    /** Whether the prompt alone is longer than the context. */
    public boolean leaveNoRoom() {
        return PromptTooLong.leavesNoRoom(lowerCase());
    }

    /** Whether a code says that the request is invalid, or the body locates the fault in a field of the request. */
    boolean sayInvalidRequest() {
        return !location.isBlank()
                || INVALID_REQUEST.matcher(codes.toLowerCase(Locale.ROOT)).find();
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

    /** Whether the body is a page of a proxy or firewall in front of the model server. */
    boolean isPage() {
        return PAGE.matcher(all).lookingAt();
    }

    /** Codes and sentences in lower case. */
    String lowerCase() {
        return (codes + ' ' + message).toLowerCase(Locale.ROOT);
    }

    /**
     * Codes and sentences in lower case, without what stands in quotation marks: from the first mark to the last one,
     * because quoted text may contain marks. Only codes where the body locates the fault in a field.
     */
    String ownWords() {
        String sentences = location.isBlank() ? withoutQuotes(message) : "";
        return (codes + ' ' + sentences).toLowerCase(Locale.ROOT);
    }

    private static String withoutQuotes(String text) {
        int first = 0;
        while (first < text.length() && !isQuotationMark(text, first, first - 1)) {
            first++;
        }
        int last = text.length() - 1;
        while (last > first && !isQuotationMark(text, last, last + 1)) {
            last--;
        }
        return last <= first ? text.substring(0, first) : text.substring(0, first) + ' ' + text.substring(last + 1);
    }

    /** An apostrophe beside a letter on its outer side belongs to a word. */
    private static boolean isQuotationMark(String text, int index, int outside) {
        char mark = text.charAt(index);
        boolean inWord = outside >= 0 && outside < text.length() && isNamePart(text.charAt(outside));
        return QUOTATION_MARKS.indexOf(mark) >= 0 || (mark == '\'' && !inWord);
    }

    /** Collects the strings of a body by their keys. */
    private static final class Collector {

        private final StringBuilder location = new StringBuilder();
        private final StringBuilder codes = new StringBuilder();
        private final StringBuilder message = new StringBuilder();
        private final JsonMapper json;

        Collector(JsonMapper json) {
            this.json = json;
        }

        void read(@Nullable String key, JsonNode node, int depth) {
            if (depth > MAX_DEPTH || !isKnown(key)) {
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
                string(key, node.asString(), depth);
            }
        }

        private void string(@Nullable String key, String text, int depth) {
            StringBuilder target = target(key);
            if (target.length() >= MAX_LENGTH) {
                return;
            }
            if (target != message) {
                target.append(cut(text)).append(target == location ? '.' : ' ');
                return;
            }
            int start = start(text);
            JsonNode inner = inner(text, start);
            String sentence = inner == null ? text : text.substring(0, start);
            message.append(withoutEcho(cut(sentence))).append(' ');
            if (inner != null) {
                read(key, inner, depth + 1);
            }
        }

        private static int start(String text) {
            int object = text.indexOf('{');
            return text.stripLeading().startsWith("[") ? text.indexOf('[') : object;
        }

        /** The JSON of an error in the text of another one, alone or behind words of a relay; null without JSON. */
        private @Nullable JsonNode inner(String text, int start) {
            if (start < 0) {
                return null;
            }
            int end = 1 + (text.charAt(start) == '{' ? text.lastIndexOf('}') : text.lastIndexOf(']'));
            try {
                return end <= start ? null : json.readTree(text.substring(start, end));
            } catch (JacksonException sentence) {
                return null;
            }
        }

        private static boolean isKnown(@Nullable String key) {
            return key == null
                    || MESSAGE_KEYS.contains(key)
                    || CODE_KEYS.contains(key)
                    || LOCATION_KEYS.contains(key)
                    || ERROR_KEYS.contains(key);
        }

        private StringBuilder target(@Nullable String key) {
            if (key == null) {
                return message;
            }
            return LOCATION_KEYS.contains(key) ? location : CODE_KEYS.contains(key) ? codes : message;
        }
    }
}
