package io.minerstack.registration.crypto.merlin;

/**
 * The permutation of SHA-3 (FIPS 202, section 3): 24 rounds over 25 lanes of 64 bits. Neither the JDK nor Bouncy Castle
 * offers the permutation alone.
 */
final class KeccakF1600 {

    private static final int ROUNDS = 24;
    /** The steps rho and pi as one cycle over the lanes: the rotation in bits of each step. */
    private static final int[] ROTATIONS = {
        1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
    };

    /** The lane that each step of the cycle writes. */
    private static final int[] LANES = {
        10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
    };

    private static final long[] ROUND_CONSTANTS = roundConstants();

    private KeccakF1600() {}

    /** Permutes 25 lanes in place; each lane is 8 bytes in little-endian order. */
    static void permute(long[] lanes) {
        long[] column = new long[5];
        for (int round = 0; round < ROUNDS; round++) {
            theta(lanes, column);
            long carried = lanes[1];
            for (int i = 0; i < ROUNDS; i++) {
                long next = lanes[LANES[i]];
                lanes[LANES[i]] = Long.rotateLeft(carried, ROTATIONS[i]);
                carried = next;
            }
            chi(lanes, column);
            lanes[0] ^= ROUND_CONSTANTS[round];
        }
    }

    private static void theta(long[] lanes, long[] parity) {
        for (int x = 0; x < 5; x++) {
            parity[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20];
        }
        for (int x = 0; x < 5; x++) {
            long mix = parity[(x + 4) % 5] ^ Long.rotateLeft(parity[(x + 1) % 5], 1);
            for (int y = 0; y < 25; y += 5) {
                lanes[x + y] ^= mix;
            }
        }
    }

    private static void chi(long[] lanes, long[] row) {
        for (int y = 0; y < 25; y += 5) {
            System.arraycopy(lanes, y, row, 0, 5);
            for (int x = 0; x < 5; x++) {
                lanes[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
            }
        }
    }

    /** FIPS 202, algorithm 5: a linear feedback shift register produces the constants. */
    private static long[] roundConstants() {
        long[] constants = new long[ROUNDS];
        int register = 1;
        for (int round = 0; round < ROUNDS; round++) {
            for (int bit = 0; bit < 7; bit++) {
                if ((register & 1) != 0) {
                    constants[round] |= 1L << ((1 << bit) - 1);
                }
                register = (register << 1) ^ ((register >> 7) * 0x171);
            }
        }
        return constants;
    }
}
