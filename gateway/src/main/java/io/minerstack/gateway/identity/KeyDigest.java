package io.minerstack.gateway.identity;

import io.minerstack.servicesupport.text.Sha256;
import java.security.MessageDigest;

/** SHA-256 of a key, kept and compared instead of the key. Needs no salt, since keys are long and random. */
final class KeyDigest {

    private final byte[] value;

    private KeyDigest(byte[] value) {
        this.value = value;
    }

    static KeyDigest of(String key) {
        return new KeyDigest(Sha256.digest(key));
    }

    /** Compares in constant time. */
    boolean matches(KeyDigest other) {
        return MessageDigest.isEqual(value, other.value);
    }
}
