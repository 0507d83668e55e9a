package io.minerstack.agent.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Folds texts for comparison: removes differences of width, case, spacing, quotes and dashes. */
public final class Folding {

    private Folding() {}

    /**
     * The text in NFKC and lower case, with single spaces, straight quotes and hyphens. memory-service folds evidence
     * quotes in the same way, and the tests of both services check the same cases.
     */
    public static String fold(String text) {
        String normalized = Normalizer.isNormalized(text, Normalizer.Form.NFKC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder folded = new StringBuilder(normalized.length());
        normalized.toLowerCase(Locale.ROOT).codePoints().forEach(point -> append(folded, point));
        return folded.toString().strip();
    }

    private static void append(StringBuilder folded, int point) {
        if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
            if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
                folded.append(' ');
            }
            return;
        }
        switch (point) {
            case '\u2018', '\u2019', '\u201B', '`' -> folded.append('\'');
            case '\u201C', '\u201D', '\u201F' -> folded.append('"');
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212' -> folded.append('-');
            default -> folded.appendCodePoint(point);
        }
    }

    /** The folded words of the text, in order: runs of letters and digits; each ideograph is a word. */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        fold(text).codePoints().forEach(point -> {
            boolean ideograph = Character.isIdeographic(point);
            if ((ideograph || !Character.isLetterOrDigit(point)) && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (ideograph) {
                words.add(Character.toString(point));
            } else if (Character.isLetterOrDigit(point)) {
                word.appendCodePoint(point);
            }
        });
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
