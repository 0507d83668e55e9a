package io.minerstack.agent.parsing;

import java.util.ArrayList;
import java.util.List;

/** Finds the complete JSON objects in a text. Braces inside JSON strings are not counted. */
public final class JsonCandidates {

    // prose and code have braces, too: without a limit a text of n braces would cost n * n steps
    private static final int MAX_CANDIDATES = 40;

    private JsonCandidates() {}

    /** Each outermost balanced {@code {...}}, in the order of the text. */
    public static List<String> in(String text) {
        List<String> objects = new ArrayList<>();
        int from = text.indexOf('{');
        for (int count = 0; from >= 0 && count < MAX_CANDIDATES; count++) {
            int end = end(text, from);
            if (end > 0) {
                objects.add(text.substring(from, end));
            }
            from = text.indexOf('{', end > 0 ? end : from + 1);
        }
        return objects;
    }

    /** The index after the object that begins at {@code from}; -1 where the object is not closed. */
    static int end(String text, int from) {
        int depth = 0;
        boolean inString = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }
}
