package io.minerstack.agent.answer;

import java.util.ArrayList;
import java.util.List;

/** Finds the complete JSON objects that stand in a text, knowing what is inside a string and what is not. */
public final class JsonCandidates {

    // braces of prose and code: a text full of them must not cost the square of its length
    private static final int MOST_STARTS = 40;

    private JsonCandidates() {}

    /** Each outermost balanced {@code {...}}, in order. */
    public static List<String> in(String text) {
        List<String> roots = new ArrayList<>();
        int from = text.indexOf('{');
        for (int tries = 0; from >= 0 && tries < MOST_STARTS; tries++) {
            int end = end(text, from);
            if (end > 0) {
                roots.add(text.substring(from, end));
            }
            from = text.indexOf('{', end > 0 ? end : from + 1);
        }
        return roots;
    }

    /** Where the object that begins at {@code from} ends (exclusive); -1 where it does not. */
    private static int end(String text, int from) {
        int depth = 0;
        boolean string = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (string) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    string = false;
                }
            } else if (c == '"') {
                string = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }
}
