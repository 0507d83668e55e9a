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
        StringBuilder text = new StringBuilder();
        int i = open + 1;
        while (i < json.length()) {
            char c = json.charAt(i);
            if (c == '\\') {
                i += JsonEscapes.append(json, i, text);
            } else if (c == '"' && endsString(json, i + 1)) {
                return text.toString();
            } else {
                text.append(c);
                i++;
            }
        }
        return allowCutOff ? text.toString() : null;
    }

    private static boolean endsString(String json, int after) {
        int next = skipSpace(json, after);
        if (next >= json.length() || json.charAt(next) == '}' || isField(json, next, AnswerFields.NOTEBOOK)) {
            return true;
        }
        if (json.charAt(next) != ',') {
            return false;
        }
        int following = skipSpace(json, next + 1);
        return following >= json.length() || json.charAt(following) == '"' || json.charAt(following) == '}';
    }

    /** Whether a field begins, in front of which the comma is missing. */
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
