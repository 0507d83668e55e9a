package io.minerstack.registration.keyderivation;

/** A key derivation function with the parameters of one format; slow on purpose. */
public interface KeyDerivation {

    /**
     * Derives the key; the caller wipes it.
     *
     * @param password in UTF-8; not changed
     */
    byte[] key(byte[] password);

    /** Fails if this machine has too little memory. Called before the password prompt. */
    default void requireMemory() {}

    /** The text of the progress line, such as {@code Deriving the key (Argon2, 512 MiB)}. */
    String label();
}
