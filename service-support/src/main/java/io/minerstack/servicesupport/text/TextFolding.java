package io.minerstack.servicesupport.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Removes the differences between texts that people do not see or mean. memory-service stores keys and hashes that are
 * made of folded texts: a change here makes the stored ones useless.
 */
public final class TextFolding {

    private static final int MAX_MARKS = 30;
    private static final char CAPITAL_I_WITH_DOT = '\u0130';
    private static final char CAPITAL_SIGMA = '\u03a3';

    private TextFolding() {}

    /** NFKC, lower case, single spaces, no space at the ends, straight quotes and dashes. */
    public static String fold(String text) {
        String normalized = lowerCase(Normalizer.normalize(withBoundedMarks(text), Normalizer.Form.NFKC));
        StringBuilder folded = new StringBuilder(normalized.length());
        normalized.codePoints().forEach(point -> append(folded, point));
        return folded.toString().strip();
    }

    /**
     * As {@link String#toLowerCase(Locale)}, in linear steps. Java copies the whole text for each capital I with a dot,
     * and looks for the ends of all words for each capital sigma: a text of 500,000 of them takes minutes.
     */
    private static String lowerCase(String text) {
        if (text.indexOf(CAPITAL_I_WITH_DOT) < 0 && text.indexOf(CAPITAL_SIGMA) < 0) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder replaced = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case CAPITAL_I_WITH_DOT -> replaced.append("i\u0307");
                case CAPITAL_SIGMA -> replaced.append(endsWord(text, i) ? '\u03c2' : '\u03c3');
                default -> replaced.append(c);
            }
        }
        return replaced.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean endsWord(String text, int index) {
        return index > 0
                && Character.isLetter(text.codePointBefore(index))
                && (index + 1 == text.length() || !Character.isLetter(text.codePointAt(index + 1)));
    }

    /** As {@link #fold}, and without the full stops and exclamation marks at the end. */
    public static String foldWithoutFullStop(String text) {
        String folded = fold(text);
        // by hand, because "[.!。]+$" takes a number of steps that is the square of the length of a run of full stops
        int end = folded.length();
        while (end > 0 && isFullStop(folded.charAt(end - 1))) {
            end--;
        }
        return folded.substring(0, end);
    }

    /**
     * The text with at most 30 combining marks in a row, the limit of Unicode's stream-safe text format (UAX #15). The
     * normaliser sorts the marks of one letter in a number of steps that is the square of the number of marks. At each
     * mark, {@code \\b} of a regular expression goes back to the letter, which is the same number of steps.
     */
    public static String withBoundedMarks(String text) {
        StringBuilder bounded = null;
        int marks = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int length = Character.charCount(point);
            marks = isMark(point) ? marks + 1 : 0;
            if (marks > MAX_MARKS && bounded == null) {
                bounded = new StringBuilder(text.length()).append(text, 0, i);
            } else if (marks <= MAX_MARKS && bounded != null) {
                bounded.appendCodePoint(point);
            }
            i += length;
        }
        return bounded == null ? text : bounded.toString();
    }

    private static boolean isMark(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isFullStop(char c) {
        return c == '.' || c == '!' || c == '。';
    }

    private static void append(StringBuilder folded, int point) {
        if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
            if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
                folded.append(' ');
            }
            return;
        }
        switch (point) {
            case '‘', '’', '‛', '`' -> folded.append('\'');
            case '“', '”', '‟' -> folded.append('"');
            case '‐', '‑', '‒', '–', '—', '−' -> folded.append('-');
            default -> folded.appendCodePoint(point);
        }
    }

    /**
     * The words of the folded text in their order: runs of letters and digits with their marks, which are vowels in the
     * scripts of India; each ideograph is a word of its own.
     */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        fold(text).codePoints().forEach(point -> {
            boolean ideograph = Character.isIdeographic(point);
            boolean partOfWord = Character.isLetterOrDigit(point) || (isMark(point) && !word.isEmpty());
            if ((ideograph || !partOfWord) && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (ideograph) {
                words.add(Character.toString(point));
            } else if (partOfWord) {
                word.appendCodePoint(point);
            }
        });
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
