package io.minerstack.registration.crypto;

import io.minerstack.registration.crypto.merlin.MerlinTranscript;
import io.minerstack.registration.secret.WipeableSecret;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Schnorr signatures over ristretto255 with a Merlin transcript, as the network's chain makes and checks them
 * (schnorrkel 0.11, {@code sign.rs} and {@code context.rs}; signing context "substrate").
 */
final class Sr25519 {

    static final int SIGNATURE_LENGTH = 64;

    /** Set in the last byte so that nobody mistakes the signature for an Ed25519 one. */
    private static final int MARKER = 0x80;

    private final RistrettoGroup group;
    private final SecureRandom random;

    Sr25519(RistrettoGroup group, SecureRandom random) {
        this.group = group;
        this.random = random;
    }

    byte[] publicKey(byte[] scalar) {
        return group.timesBase(scalar);
    }

    boolean isScalar(byte[] bytes) {
        return group.isCanonicalScalar(bytes);
    }

    /**
     * Signs.
     *
     * @param scalar the secret scalar, 32 bytes, canonical
     * @param nonce the secret 32 bytes that go with it and make the signature's own secret unforeseeable
     */
    byte[] sign(byte[] scalar, byte[] nonce, byte[] publicKey, byte[] message) {
        MerlinTranscript transcript = transcript(publicKey, message);
        byte[] fresh = new byte[32];
        random.nextBytes(fresh);
        byte[] wide = new byte[0];
        byte[] r = new byte[0];
        try {
            wide = transcript.witness("signing", nonce, fresh, 64);
            r = group.reduceWide(wide);
            byte[] commitment = group.timesBase(r);
            byte[] s = group.multiplyAndAdd(challenge(transcript, commitment), scalar, r);
            byte[] signature = Arrays.copyOf(commitment, SIGNATURE_LENGTH);
            System.arraycopy(s, 0, signature, 32, 32);
            signature[63] |= (byte) MARKER;
            return signature;
        } finally {
            WipeableSecret.wipe(fresh, wide, r);
        }
    }

    boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        if (publicKey.length != 32 || signature.length != SIGNATURE_LENGTH || (signature[63] & MARKER) == 0) {
            return false;
        }
        byte[] commitment = Arrays.copyOf(signature, 32);
        byte[] s = Arrays.copyOfRange(signature, 32, SIGNATURE_LENGTH);
        s[31] &= (byte) ~MARKER;
        if (!group.isCanonicalScalar(s)) {
            return false;
        }
        byte[] k = challenge(transcript(publicKey, message), commitment);
        byte[] expected = group.differenceFromBase(s, k, publicKey);
        return expected != null && MessageDigest.isEqual(expected, commitment);
    }

    private static MerlinTranscript transcript(byte[] publicKey, byte[] message) {
        MerlinTranscript transcript = new MerlinTranscript("SigningContext");
        transcript.append("", Bytes.ascii("substrate"));
        transcript.append("sign-bytes", message);
        transcript.append("proto-name", Bytes.ascii("Schnorr-sig"));
        transcript.append("sign:pk", publicKey);
        return transcript;
    }

    private byte[] challenge(MerlinTranscript transcript, byte[] commitment) {
        transcript.append("sign:R", commitment);
        return group.reduceWide(transcript.challenge("sign:c", 64));
    }
}
