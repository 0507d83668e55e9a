package io.minerstack.registration.keyfile;

import io.minerstack.registration.crypto.CryptoType;
import io.minerstack.registration.secret.WipeableSecret;
import org.jspecify.annotations.Nullable;

/** The fields of a decrypted key file; every field may be missing. {@link #close()} wipes the secrets. */
final class KeyMaterial implements AutoCloseable {

    private final char @Nullable [] phrase;
    private final byte @Nullable [] seed;
    private final byte @Nullable [] privateKey;
    private final boolean unreadable;
    private final byte @Nullable [] publicKey;
    private final @Nullable CryptoType type;

    /**
     * Takes over the arrays.
     *
     * @param unreadable whether a secret field exists but does not have the expected form
     */
    KeyMaterial(
            char @Nullable [] phrase,
            byte @Nullable [] seed,
            byte @Nullable [] privateKey,
            boolean unreadable,
            byte @Nullable [] publicKey,
            @Nullable CryptoType type) {
        this.phrase = phrase;
        this.seed = seed;
        this.privateKey = privateKey;
        this.unreadable = unreadable;
        this.publicKey = publicKey;
        this.type = type;
    }

    boolean hasSecret() {
        return phrase != null || seed != null || privateKey != null;
    }

    boolean hasUnreadableSecret() {
        return unreadable;
    }

    /** The words of the seed phrase. */
    char @Nullable [] phrase() {
        return phrase;
    }

    /** 32 bytes. */
    byte @Nullable [] seed() {
        return seed;
    }

    /** 32 or 64 bytes. */
    byte @Nullable [] privateKey() {
        return privateKey;
    }

    /** 32 bytes, from the file's address if the file has one. */
    byte @Nullable [] publicKey() {
        return publicKey;
    }

    /** Null if the file does not state a type. */
    @Nullable
    CryptoType type() {
        return type;
    }

    @Override
    public void close() {
        WipeableSecret.wipe(phrase);
        WipeableSecret.wipe(seed);
        WipeableSecret.wipe(privateKey);
    }
}
