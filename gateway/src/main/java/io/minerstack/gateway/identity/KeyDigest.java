package io.minerstack.gateway.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of a key: what is kept and compared in its place. Enough without salt, since keys are long and random. */
final class KeyDigest {

    private final byte[] value;

    private KeyDigest(byte[] value) {
        this.value = value;
    }

    static KeyDigest of(String key) {
        try {
            return new KeyDigest(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    /** Compares in constant time. */
    boolean matches(KeyDigest other) {
        return MessageDigest.isEqual(value, other.value);
    }
}
