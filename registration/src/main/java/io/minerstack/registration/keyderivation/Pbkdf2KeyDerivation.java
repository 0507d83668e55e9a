package io.minerstack.registration.keyderivation;

import java.nio.charset.StandardCharsets;

/** PBKDF2 with HMAC-SHA256: Ansible vaults and Fernet tokens. */
public final class Pbkdf2KeyDerivation implements KeyDerivation {

    private final byte[] salt;
    private final int iterations;
    private final int length;

    /**
     * The parameters of a format.
     *
     * @param length of the key, in bytes
     */
    public Pbkdf2KeyDerivation(byte[] salt, int iterations, int length) {
        this.salt = salt.clone();
        this.iterations = iterations;
        this.length = length;
    }

    /** The parameters of the Fernet format: the same salt for every wallet. */
    public static Pbkdf2KeyDerivation ofFernet() {
        String salt = "Iguesscyborgslikemyselfhaveatendencytobeparanoidaboutourorigins";
        return new Pbkdf2KeyDerivation(salt.getBytes(StandardCharsets.US_ASCII), 10_000_000, 32);
    }

    @Override
    public byte[] key(byte[] password) {
        return Pbkdf2.hmacSha256(password, salt, iterations, length);
    }

    @Override
    public String label() {
        return "Deriving the key (PBKDF2, %,d iterations)".formatted(iterations);
    }
}
