package io.minerstack.registration.crypto;

import cafe.cryptography.curve25519.CompressedRistretto;
import cafe.cryptography.curve25519.Constants;
import cafe.cryptography.curve25519.InvalidEncodingException;
import cafe.cryptography.curve25519.RistrettoElement;
import cafe.cryptography.curve25519.Scalar;
import org.jspecify.annotations.Nullable;

/** The group by curve25519-elisabeth: pure Java, no branches or table look-ups that depend on secrets. */
final class Ristretto255 implements RistrettoGroup {

    @Override
    public byte[] timesBase(byte[] scalar) {
        return Constants.RISTRETTO_GENERATOR_TABLE
                .multiply(Scalar.fromBits(scalar))
                .compress()
                .toByteArray();
    }

    @Override
    public byte @Nullable [] differenceFromBase(byte[] s, byte[] k, byte[] point) {
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

    @Override
    public byte[] multiplyAndAdd(byte[] a, byte[] b, byte[] c) {
        return Scalar.fromBits(a)
                .multiplyAndAdd(Scalar.fromBits(b), Scalar.fromBits(c))
                .toByteArray();
    }

    @Override
    public byte[] reduceWide(byte[] wide) {
        return Scalar.fromBytesModOrderWide(wide).toByteArray();
    }

    @Override
    public boolean isCanonicalScalar(byte[] scalar) {
        // the top bit is masked off by fromBits, so it is asked for first
        return (scalar[31] & 0x80) == 0 && Scalar.fromBits(scalar).reduce().ctEquals(Scalar.fromBits(scalar)) == 1;
    }
}
