package io.minerstack.agent.answer;

import org.jspecify.annotations.Nullable;

/**
 * Reads single string fields out of JSON that no parser takes: cut off, or with quotes inside a string that were not
 * escaped. A quote ends a string only where what follows could follow a string.
 */
final class PartialJsonReader {

    private PartialJsonReader() {}

    /**
     * The text of a string field.
     *
     * @param evenCutOff whether the beginning of a string that never ends will do
     * @return null where there is no such field, or it is not a string, or it is cut off and that will not do
     */
    static @Nullable String field(String json, String name, boolean evenCutOff) {
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
                i += escape(json, i, text);
            } else if (c == '"' && endsString(json, i + 1)) {
                return text.toString();
            } else {
                text.append(c);
                i++;
            }
        }
        return evenCutOff ? text.toString() : null;
    }

    private static boolean endsString(String json, int after) {
        int next = skipSpace(json, after);
        if (next >= json.length() || json.charAt(next) == '}') {
            return true;
        }
        if (json.charAt(next) != ',') {
            return false;
        }
        int following = skipSpace(json, next + 1);
        return following >= json.length() || json.charAt(following) == '"' || json.charAt(following) == '}';
    }

    /** Appends what an escape stands for and returns how long it is; half an escape at the end stands for nothing. */
    private static int escape(String json, int at, StringBuilder text) {
        if (at + 1 >= json.length()) {
            return 1;
        }
        char kind = json.charAt(at + 1);
        switch (kind) {
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case 'r' -> text.append('\r');
            case 'b', 'f' -> text.append(' ');
            case 'u' -> {
                if (at + 6 > json.length()) {
                    return json.length() - at;
                }
                String digits = json.substring(at + 2, at + 6);
                if (!digits.chars().allMatch(digit -> Character.digit(digit, 16) >= 0)) {
                    return 2;
                }
                text.append((char) Integer.parseInt(digits, 16));
                return 6;
            }
            default -> text.append(kind);
        }
        return 2;
    }

    private static int skipSpace(String json, int from) {
        int i = from;
        while (i < json.length() && Character.isWhitespace(json.charAt(i))) {
            i++;
        }
        return i;
    }
}
