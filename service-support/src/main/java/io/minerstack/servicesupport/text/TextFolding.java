package io.minerstack.servicesupport.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Removes the differences between texts that people do not see or mean. memory-service stores hashes of folded texts,
 * and agent-service compares quotes with memory-service's folding: a change here makes stored hashes useless.
 */
public final class TextFolding {

    private TextFolding() {}

    /** NFKC, lower case, single spaces, no space at the ends, straight quotes and dashes. */
    public static String fold(String text) {
        String normalized = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(normalized.length());
        normalized.codePoints().forEach(point -> append(folded, point));
        return folded.toString().strip();
    }

    /** As {@link #fold}, and without the full stops and exclamation marks at the end. */
    public static String foldWithoutFullStop(String text) {
        return fold(text).replaceAll("[.!。]+$", "");
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
}
