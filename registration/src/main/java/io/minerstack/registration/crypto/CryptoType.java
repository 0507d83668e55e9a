package io.minerstack.registration.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The signature scheme of a key, with the number that a key file has in its field {@code cryptoType}. */
public enum CryptoType {
    ED25519(0) {
        @Override
        public SigningKey fromSeed(byte[] seed) {
            return new Ed25519Key(seed);
        }

        @Override
        public @Nullable SigningKey fromPrivateKey(byte[] privateKey) {
            // 64 bytes: the seed followed by the public key
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
            return Sr25519Key.fromSeed(SR25519_SCHEME, seed);
        }

        @Override
        public @Nullable SigningKey fromPrivateKey(byte[] privateKey) {
            return switch (privateKey.length) {
                case 32 -> fromSeed(privateKey);
                case 64 -> Sr25519Key.fromSecret(SR25519_SCHEME, privateKey);
                default -> null;
            };
        }

        @Override
        public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
            return SR25519_SCHEME.verify(publicKey, message, signature);
        }
    };

    private static final Sr25519 SR25519_SCHEME = new Sr25519(new SecureRandom());

    private final int number;

    CryptoType(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The name in messages, such as {@code sr25519}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Expands a 32-byte seed to a key. */
    public abstract SigningKey fromSeed(byte[] seed);

    /** The key from the field {@code privateKey}. Null if the bytes are not a key of this type. */
    public abstract @Nullable SigningKey fromPrivateKey(byte[] privateKey);

    /** Whether the signature is valid for the message. False, not an error, for malformed input. */
    public abstract boolean verify(byte[] publicKey, byte[] message, byte[] signature);
}
