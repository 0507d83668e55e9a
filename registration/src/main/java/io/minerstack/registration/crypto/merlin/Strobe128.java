package io.minerstack.registration.crypto.merlin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The operations of STROBE v1.0.2 (strobe.sourceforge.io/specs, 128-bit security) that Merlin transcripts use: AD,
 * meta-AD, KEY and PRF. Transport and encryption are left out.
 */
final class Strobe128 {

    /** The rate in bytes: 200 − 128/4 − 2. */
    private static final int RATE = 166;

    private static final int FLAG_I = 1;
    private static final int FLAG_A = 1 << 1;
    private static final int FLAG_C = 1 << 2;
    private static final int FLAG_M = 1 << 4;

    private final byte[] state;
    private int position;
    private int operationStart;
    private int flags;

    Strobe128(byte[] protocol) {
        state = new byte[200];
        byte[] domain = {1, (byte) (RATE + 2), 1, 0, 1, 96};
        System.arraycopy(domain, 0, state, 0, domain.length);
        byte[] version = "STROBEv1.0.2".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(version, 0, state, domain.length, version.length);
        permute();
        metaAd(protocol, false);
    }

    private Strobe128(Strobe128 other) {
        state = other.state.clone();
        position = other.position;
        operationStart = other.operationStart;
        flags = other.flags;
    }

    Strobe128 copy() {
        return new Strobe128(this);
    }

    void metaAd(byte[] data, boolean more) {
        begin(FLAG_M | FLAG_A, more);
        absorb(data);
    }

    void ad(byte[] data) {
        begin(FLAG_A, false);
        absorb(data);
    }

    void key(byte[] key) {
        begin(FLAG_A | FLAG_C, false);
        for (byte b : key) {
            state[position] = b;
            advance();
        }
    }

    byte[] prf(int length) {
        begin(FLAG_I | FLAG_A | FLAG_C, false);
        byte[] out = new byte[length];
        for (int i = 0; i < length; i++) {
            out[i] = state[position];
            state[position] = 0;
            advance();
        }
        return out;
    }

    /** Overwrites the state. The object can't be used afterwards. */
    void wipe() {
        Arrays.fill(state, (byte) 0);
    }

    private void begin(int operation, boolean more) {
        if (more) {
            if (flags != operation) {
                throw new IllegalStateException("only the current operation can be continued");
            }
            return;
        }
        byte previousStart = (byte) operationStart;
        operationStart = position + 1;
        flags = operation;
        absorb(new byte[] {previousStart, (byte) operation});
        if ((operation & FLAG_C) != 0 && position != 0) {
            run();
        }
    }

    private void absorb(byte[] data) {
        for (byte b : data) {
            state[position] ^= b;
            advance();
        }
    }

    private void advance() {
        position++;
        if (position == RATE) {
            run();
        }
    }

    private void run() {
        state[position] ^= (byte) operationStart;
        state[position + 1] ^= 0x04;
        state[RATE + 1] ^= (byte) 0x80;
        permute();
        position = 0;
        operationStart = 0;
    }

    private void permute() {
        ByteBuffer bytes = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
        long[] lanes = new long[25];
        bytes.asLongBuffer().get(lanes);
        KeccakF1600.permute(lanes);
        bytes.asLongBuffer().put(lanes);
        Arrays.fill(lanes, 0);
    }
}
