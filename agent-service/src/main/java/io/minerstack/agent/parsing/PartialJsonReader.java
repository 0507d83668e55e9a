package io.minerstack.agent.parsing;

import org.jspecify.annotations.Nullable;

/**
 * Reads one string field out of JSON that no parser accepts, because the JSON is cut off or has unescaped quotes inside
 * a string. A quote is taken for the end of a string only where the next characters can follow a string.
 */
final class PartialJsonReader {

    private PartialJsonReader() {}

    /**
     * The text of a string field.
     *
     * @param allowCutOff whether a string without its end is returned, too
     * @return null where there is no such field, the value is no string, or the string is cut off and that is not
     *     allowed
     */
    static @Nullable String field(String json, String name, boolean allowCutOff) {
        int key = json.indexOf('"' + name + '"');
        int colon = key < 0 ? -1 : skipSpace(json, key + name.length() + 2);
        if (colon < 0 || colon >= json.length() || json.charAt(colon) != ':') {
            return null;
        }
        int open = skipSpace(json, colon + 1);
        if (open >= json.length() || json.charAt(open) != '"') {
            return null;
        }
        int objectEnd = lastObjectEnd(json);
        StringBuilder text = new StringBuilder();
        int i = open + 1;
        while (i < json.length()) {
            char c = json.charAt(i);
            if (c == '\\') {
                i += JsonEscapes.append(json, i, text);
            } else if (c == '"' && endsString(json, i, objectEnd)) {
                return text.toString();
            } else {
                text.append(c);
                i++;
            }
        }
        return allowCutOff ? text.toString() : null;
    }

    /** The last quote that a closing brace follows; -1 if there is none. Braces before it may belong to the text. */
    private static int lastObjectEnd(String json) {
        int brace = json.lastIndexOf('}');
        while (brace > 0) {
            int before = brace - 1;
            while (before > 0 && (Character.isWhitespace(json.charAt(before)) || json.charAt(before) == '}')) {
                before--;
            }
            if (json.charAt(before) == '"') {
                return before;
            }
            brace = json.lastIndexOf('}', before);
        }
        return -1;
    }

    /** Whether the string ends at a quote: at the end of the reply or the object, or where the other field begins. */
    private static boolean endsString(String json, int quote, int objectEnd) {
        int next = skipSpace(json, quote + 1);
        if (next >= json.length() || quote == objectEnd) {
            return true;
        }
        int following = json.charAt(next) == ',' ? skipSpace(json, next + 1) : next;
        // a comma at the end of the reply: the object is cut off there
        return following >= json.length()
                || isField(json, following, AnswerFields.NOTEBOOK)
                || isField(json, following, AnswerFields.RESPONSE);
    }

    private static boolean isField(String json, int from, String name) {
        String quoted = '"' + name + '"';
        int colon = json.startsWith(quoted, from) ? skipSpace(json, from + quoted.length()) : json.length();
        return colon < json.length() && json.charAt(colon) == ':';
    }

    private static int skipSpace(String json, int from) {
        int i = from;
        while (i < json.length() && Character.isWhitespace(json.charAt(i))) {
            i++;
        }
        return i;
    }
}
