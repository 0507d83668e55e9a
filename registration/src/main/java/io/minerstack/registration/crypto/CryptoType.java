package io.minerstack.registration.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of key a wallet may hold, by the number that its key file carries ({@code cryptoType}). */
public enum CryptoType {
    ED25519(0) {
        @Override
        public SigningKey fromSeed(byte[] seed) {
            return new Ed25519Key(seed);
        }

        @Override
        public @Nullable SigningKey fromPrivateKey(byte[] privateKey) {
            // 64 bytes = seed and public key
            return privateKey.length == 32 || privateKey.length == 64
                    ? new Ed25519Key(Arrays.copyOf(privateKey, 32))
                    : null;
        }

        @Override
        public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
            return Ed25519Key.verify(publicKey, message, signature);
        }
    },

    SR25519(1) {
        @Override
        public SigningKey fromSeed(byte[] seed) {
            return Sr25519Key.fromSeed(SCHNORR, seed);
        }

        @Override
        public @Nullable SigningKey fromPrivateKey(byte[] privateKey) {
            return switch (privateKey.length) {
                case 32 -> fromSeed(privateKey);
                case 64 -> Sr25519Key.fromSecret(SCHNORR, privateKey);
                default -> null;
            };
        }

        @Override
        public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
            return SCHNORR.verify(publicKey, message, signature);
        }
    };

    private static final Sr25519 SCHNORR = new Sr25519(new Ristretto255(), new SecureRandom());

    private final int number;

    CryptoType(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key of a 32-byte seed. */
    public abstract SigningKey fromSeed(byte[] seed);

    /** The key stored as {@code privateKey}, or null when the bytes are no key of this kind. */
    public abstract @Nullable SigningKey fromPrivateKey(byte[] privateKey);

    /** Whether the signature is this message's, exactly as given. False for anything malformed. */
    public abstract boolean verify(byte[] publicKey, byte[] message, byte[] signature);
}
