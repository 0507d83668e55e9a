package io.minerstack.apikeys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of a key, kept and compared instead of the key. Needs no salt, since keys are long and random. Can be the key
 * of a hash map: what a caller sends is hashed first, so the time of a look-up says nothing about the right key.
 */
public final class KeyDigest {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private final byte[] value;

    private KeyDigest(byte[] value) {
        this.value = value;
    }

    /** The digest of a key's UTF-8 bytes. */
    public static KeyDigest of(String key) {
        try {
            return new KeyDigest(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("the Java runtime has no SHA-256, which every runtime must have", missing);
        }
    }

    /** The digest that {@link #hex()} printed, or null if the text is not 64 lower-case hex digits. */
    static @Nullable KeyDigest parse(String hex) {
        return HEX.matcher(hex).matches() ? new KeyDigest(HexFormat.of().parseHex(hex)) : null;
    }

    /** 64 lower-case hex digits. */
    String hex() {
        return HexFormat.of().formatHex(value);
    }

    /** Compares in constant time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyDigest digest && MessageDigest.isEqual(value, digest.value);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(value).getInt();
    }

    /** Without the digest: a digest in a log would tell who has the key file which key a line is about. */
    @Override
    public String toString() {
        return "KeyDigest";
    }
}
