package io.minerstack.registration.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The JDK's message digests without checked exceptions. */
final class Digests {

    private Digests() {}

    static byte[] sha256(byte[] data) {
        return digest("SHA-256", data);
    }

    static byte[] sha512(byte[] data) {
        return digest("SHA-512", data);
    }

    private static byte[] digest(String algorithm, byte[] data) {
        try {
            return MessageDigest.getInstance(algorithm).digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks " + algorithm, e);
        }
    }
}
