package io.minerstack.registration.crypto;

import io.minerstack.registration.crypto.merlin.MerlinTranscript;
import io.minerstack.registration.secret.WipeableSecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Schnorr signatures over ristretto255 with a Merlin transcript, compatible with Substrate chains (schnorrkel 0.11,
 * {@code sign.rs} and {@code context.rs}; signing context "substrate").
 */
final class Sr25519 {

    static final int SIGNATURE_LENGTH = 64;

    /** This bit of the last byte marks a signature as sr25519, so that it is not taken for Ed25519. */
    private static final int MARKER = 0x80;

    private final SecureRandom random;

    Sr25519(SecureRandom random) {
        this.random = random;
    }

    /**
     * Signs a message.
     *
     * @param scalar the secret scalar, 32 bytes, canonical
     * @param nonce 32 secret bytes that belong to the scalar; together with random bytes they give the signature's r
     */
    byte[] sign(byte[] scalar, byte[] nonce, byte[] publicKey, byte[] message) {
        MerlinTranscript transcript = transcript(publicKey, message);
        byte[] fresh = new byte[32];
        random.nextBytes(fresh);
        byte[] wide = new byte[0];
        byte[] r = new byte[0];
        try {
            wide = transcript.witness("signing", nonce, fresh, 64);
            r = Ristretto255.reduceWide(wide);
            byte[] commitment = Ristretto255.timesBase(r);
            byte[] s = Ristretto255.multiplyAndAdd(challenge(transcript, commitment), scalar, r);
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
        if (!Ristretto255.isCanonicalScalar(s)) {
            return false;
        }
        byte[] k = challenge(transcript(publicKey, message), commitment);
        byte[] expected = Ristretto255.differenceFromBase(s, k, publicKey);
        return expected != null && MessageDigest.isEqual(expected, commitment);
    }

    private static MerlinTranscript transcript(byte[] publicKey, byte[] message) {
        MerlinTranscript transcript = new MerlinTranscript("SigningContext");
        transcript.append("", ascii("substrate"));
        transcript.append("sign-bytes", message);
        transcript.append("proto-name", ascii("Schnorr-sig"));
        transcript.append("sign:pk", publicKey);
        return transcript;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] challenge(MerlinTranscript transcript, byte[] commitment) {
        transcript.append("sign:R", commitment);
        return Ristretto255.reduceWide(transcript.challenge("sign:c", 64));
    }
}
