package io.minerstack.registration.keyderivation;

import io.minerstack.registration.keyderivation.KeyDerivation;
import io.minerstack.registration.keyderivation.Pbkdf2;
import java.nio.charset.StandardCharsets;

/** PBKDF2 with HMAC-SHA256. */
public final class Pbkdf2KeyDerivation implements KeyDerivation {

    private final byte[] salt;
    private final int iterations;
    private final int length;

    /**
     * Stretches with the given parameters.
     *
     * @param salt of the file or of the format
     * @param length bytes of key
     */
    public Pbkdf2KeyDerivation(byte[] salt, int iterations, int length) {
        this.salt = salt.clone();
        this.iterations = iterations;
        this.length = length;
    }

    /** The oldest wallets' parameters, the same salt for all. */
    public static Pbkdf2KeyDerivation ofFernet() {
        String salt = "Iguesscyborgslikemyselfhaveatendencytobeparanoidaboutourorigins";
        return new Pbkdf2KeyDerivation(salt.getBytes(StandardCharsets.US_ASCII), 10_000_000, 32);
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
