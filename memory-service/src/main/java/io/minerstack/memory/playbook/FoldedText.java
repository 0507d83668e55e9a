package io.minerstack.memory.playbook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts compared as people would: compatibility forms, letter case, white space and a closing full stop make no difference. */
final class FoldedText {

    // shorter values ("blue", "Python") are rightly held by several keys: they don't say what they are about
    private static final int SELF_CONTAINED = 20;

    private FoldedText() {}

    static String of(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Z}]+", " ")
                .strip();
        return folded.replaceAll("[.!。]+$", "");
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
