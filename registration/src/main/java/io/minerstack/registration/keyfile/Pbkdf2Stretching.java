package io.minerstack.registration.keyfile;

import io.minerstack.registration.crypto.Pbkdf2;
import java.nio.charset.StandardCharsets;

/** PBKDF2 with HMAC-SHA256. */
final class Pbkdf2Stretching implements KeyStretching {

    private final byte[] salt;
    private final int iterations;
    private final int length;

    /**
     * Stretches with the given parameters.
     *
     * @param salt of the file or of the format
     * @param length bytes of key
     */
    Pbkdf2Stretching(byte[] salt, int iterations, int length) {
        this.salt = salt.clone();
        this.iterations = iterations;
        this.length = length;
    }

    /** The oldest wallets' parameters, the same salt for all. */
    static Pbkdf2Stretching ofFernet() {
        String salt = "Iguesscyborgslikemyselfhaveatendencytobeparanoidaboutourorigins";
        return new Pbkdf2Stretching(salt.getBytes(StandardCharsets.US_ASCII), 10_000_000, 32);
    }

    @Override
    public byte[] key(byte[] password) {
        return Pbkdf2.derive("HmacSHA256", password, salt, iterations, length);
    }

    @Override
    public String label() {
        return "Deriving the key (PBKDF2, %,d rounds)".formatted(iterations);
    }
}
