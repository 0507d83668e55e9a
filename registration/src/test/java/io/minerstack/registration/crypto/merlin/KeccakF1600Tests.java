package io.minerstack.registration.crypto.merlin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeccakF1600Tests {

    /** Compares SHA3-256 on top of the permutation with the JDK's SHA3-256. */
    @Test
    void isThePermutationOfSha3() throws Exception {
        Random random = new Random(1);
        for (int length = 0; length < 136; length++) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            assertThat(sha3(message))
                    .isEqualTo(MessageDigest.getInstance("SHA3-256").digest(message));
        }
    }

    private static byte[] sha3(byte[] shortMessage) {
        byte[] block = Arrays.copyOf(shortMessage, 200);
        block[shortMessage.length] ^= 0x06;
        block[135] ^= (byte) 0x80;
        long[] lanes = new long[25];
        ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(lanes);
        KeccakF1600.permute(lanes);
        ByteBuffer state = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        state.asLongBuffer().put(lanes);
        return Arrays.copyOf(state.array(), 32);
    }
}
