package io.minerstack.llmproxy.completion;

import org.jspecify.annotations.Nullable;

/**
 * Joins characters of two UTF-16 units that a server splits over two events. Half a character can't be written as
 * UTF-8. Reads one text, part by part.
 */
class Surrogates {

    private static final char REPLACEMENT = '\uFFFD';

    private char held;

    /** The text with the half that was held back; null if nothing is left to write now. */
    @Nullable
    String next(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String joined = held == 0 ? text : held + text;
        held = 0;
        if (!joined.isEmpty() && Character.isHighSurrogate(joined.charAt(joined.length() - 1))) {
            held = joined.charAt(joined.length() - 1);
            joined = joined.substring(0, joined.length() - 1);
        }
        return joined.isEmpty() ? null : repaired(joined);
    }

    /** The text with a replacement character for each half of a character. */
    static String repaired(String text) {
        int broken = firstBroken(text, 0);
        if (broken < 0) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text);
        while (broken >= 0) {
            repaired.setCharAt(broken, REPLACEMENT);
            broken = firstBroken(text, broken + 1);
        }
        return repaired.toString();
    }

    private static int firstBroken(String text, int from) {
        for (int index = from; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (!Character.isSurrogate(unit)) {
                continue;
            }
            if (Character.isHighSurrogate(unit)
                    && index + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(index + 1))) {
                index++;
            } else {
                return index;
            }
        }
        return -1;
    }
}
