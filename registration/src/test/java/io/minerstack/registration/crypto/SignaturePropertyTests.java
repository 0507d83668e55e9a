package io.minerstack.registration.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Properties of any key and message; the seed of the random numbers is fixed. */
class SignaturePropertyTests {

    private final Random random = new Random(20260101);

    @ParameterizedTest
    @EnumSource
    void verifiesItsOwnSignatures(CryptoType type) {
        for (int length = 0; length < 400; length += 7) {
            SigningKey key = type.fromSeed(bytes(32));
            byte[] message = bytes(length);
            assertThat(type.verify(key.publicKey(), message, key.sign(message))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejectsAnyFlippedBitOfSignatureMessageOrKey(CryptoType type) {
        SigningKey key = type.fromSeed(bytes(32));
        byte[] message = bytes(40);
        byte[] signature = key.sign(message);
        byte[] publicKey = key.publicKey();
        for (byte[] changed : new byte[][] {signature, message, publicKey}) {
            for (int bit = 0; bit < changed.length * 8; bit++) {
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(type.verify(publicKey, message, signature))
                        .as("bit %d of %d", bit, changed.length * 8)
                        .isFalse();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
            }
        }
        assertThat(type.verify(publicKey, message, signature)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void rejectsTheSignatureOfAnotherKey(CryptoType type) {
        byte[] message = bytes(40);
        byte[] signature = type.fromSeed(bytes(32)).sign(message);
        assertThat(type.verify(type.fromSeed(bytes(32)).publicKey(), message, signature))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void rejectsWrongLengthsAndGarbageWithoutAnException(CryptoType type) {
        for (int length = 0; length < 130; length++) {
            assertThat(type.verify(bytes(32), bytes(10), bytes(length))).isFalse();
            assertThat(type.verify(bytes(length), bytes(10), bytes(64))).isFalse();
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
