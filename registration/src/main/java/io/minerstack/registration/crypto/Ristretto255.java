package io.minerstack.registration.crypto;

import cafe.cryptography.curve25519.CompressedRistretto;
import cafe.cryptography.curve25519.Constants;
import cafe.cryptography.curve25519.InvalidEncodingException;
import cafe.cryptography.curve25519.RistrettoElement;
import cafe.cryptography.curve25519.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * The operations of ristretto255 (RFC 9496) that signing needs. Scalars and points are 32 bytes, little-endian. Only
 * this class calls curve25519-elisabeth, so that the library can be replaced. The library is written to be
 * constant-time: no branch and no table look-up depends on a secret.
 */
final class Ristretto255 {

    private Ristretto255() {}

    /** The point scalar × base. */
    static byte[] timesBase(byte[] scalar) {
        return Constants.RISTRETTO_GENERATOR_TABLE
                .multiply(Scalar.fromBits(scalar))
                .compress()
                .toByteArray();
    }

    /** The point s × base − k × point. Null if {@code point} is not the canonical encoding of a point. */
    static byte @Nullable [] differenceFromBase(byte[] s, byte[] k, byte[] point) {
        try {
            RistrettoElement decoded = new CompressedRistretto(point).decompress();
            return Constants.RISTRETTO_GENERATOR_TABLE
                    .multiply(Scalar.fromBits(s))
                    .subtract(decoded.multiply(Scalar.fromBits(k)))
                    .compress()
                    .toByteArray();
        } catch (InvalidEncodingException e) {
            return null;
        }
    }

    /** a × b + c, modulo the order of the group. */
    static byte[] multiplyAndAdd(byte[] a, byte[] b, byte[] c) {
        return Scalar.fromBits(a)
                .multiplyAndAdd(Scalar.fromBits(b), Scalar.fromBits(c))
                .toByteArray();
    }

    /** 64 bytes, reduced modulo the order of the group. */
    static byte[] reduceWide(byte[] wide) {
        return Scalar.fromBytesModOrderWide(wide).toByteArray();
    }

    /** Whether the 32 bytes are a scalar below the order of the group. */
    static boolean isCanonicalScalar(byte[] scalar) {
        // fromBits clears the top bit, so that bit is checked first
        return (scalar[31] & 0x80) == 0 && Scalar.fromBits(scalar).reduce().ctEquals(Scalar.fromBits(scalar)) == 1;
    }
}
