package io.minerstack.registration.crypto.merlin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A Merlin transcript (merlin.cool, "Transcript operations"): absorbs labelled messages, produces challenges. */
public final class MerlinTranscript {

    private final Strobe128 strobe;

    public MerlinTranscript(String label) {
        strobe = new Strobe128(ascii("Merlin v1.0"));
        append("dom-sep", ascii(label));
    }

    public void append(String label, byte[] message) {
        strobe.metaAd(ascii(label), false);
        strobe.metaAd(littleEndian(message.length), true);
        strobe.ad(message);
    }

    public byte[] challenge(String label, int length) {
        strobe.metaAd(ascii(label), false);
        strobe.metaAd(littleEndian(length), true);
        return strobe.prf(length);
    }

    /**
     * Bytes that depend on the transcript, the secret and the random bytes. Without the secret they are unpredictable,
     * even if the random bytes are weak. The transcript itself does not change.
     */
    public byte[] witness(String label, byte[] secret, byte[] random, int length) {
        Strobe128 fork = strobe.copy();
        fork.metaAd(ascii(label), false);
        fork.metaAd(littleEndian(secret.length), true);
        fork.key(secret);
        fork.metaAd(ascii("rng"), false);
        fork.key(random);
        fork.metaAd(littleEndian(length), false);
        byte[] witness = fork.prf(length);
        fork.wipe();
        return witness;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] littleEndian(int length) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .array();
    }
}
