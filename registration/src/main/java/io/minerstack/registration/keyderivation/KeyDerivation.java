package io.minerstack.registration.keyderivation;

/** Makes the key that encrypts a file out of a password; slow on purpose. */
public interface KeyDerivation {

    /**
     * The key; the caller wipes it.
     *
     * @param password UTF-8, left as it is
     */
    byte[] key(byte[] password);

    /** Fails when the key can't be made here; asked before the password is. */
    default void requireMemory() {}

    /** What the person waits for, such as {@code "Deriving the key (Argon2, 512 MiB)"}. */
    String label();
}
