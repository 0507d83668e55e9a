package io.minerstack.servicesupport.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of bytes, or of a text's UTF-8 bytes. */
public final class Sha256 {

    private Sha256() {}

    /** The 32 bytes of the digest. */
    public static byte[] digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] digest(byte[] content) {
        return start().digest(content);
    }

    /** An empty digest, for contents of several parts. */
    public static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("the Java runtime has no SHA-256, which every runtime must have", missing);
        }
    }

    /**
     * The start of the digest in lower-case hex digits.
     *
     * @param bytes 1–32; the result has {@code 2 * bytes} digits
     */
    public static String hex(String text, int bytes) {
        return hex(text.getBytes(StandardCharsets.UTF_8), bytes);
    }

    /** As {@link #hex(String, int)}, for any bytes. */
    public static String hex(byte[] content, int bytes) {
        return HexFormat.of().formatHex(digest(content), 0, bytes);
    }
}
