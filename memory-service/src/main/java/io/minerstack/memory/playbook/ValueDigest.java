package io.minerstack.memory.playbook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Texts compared as people would: compatibility forms, letter case, white space, typographic quotes and dashes, and a
 * closing full stop make no difference. agent-service folds likewise before it proposes an evidence quote; both test the
 * same cases.
 */
final class ValueDigest {

    // shorter values ("blue", "Python") are rightly held by several keys: they don't say what they are about
    private static final int SELF_CONTAINED = 20;

    private ValueDigest() {}

    static String of(String text) {
        return withClosing(text).replaceAll("[.!。]+$", "");
    }

    /** As {@link #of}, with the closing full stop: NFKC, lower case, single spaces, straight quotes and dashes. */
    static String withClosing(String text) {
        String same = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(same.length());
        same.codePoints().forEach(point -> append(folded, point));
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

    /** Equal for two values that say the same in the same words; null where a value is too short to stand alone. */
    static byte @Nullable [] digest(String value) {
        String folded = of(value);
        if (folded.length() < SELF_CONTAINED) {
            return null;
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(folded.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
