package io.minerstack.registration.crypto;

import org.jspecify.annotations.Nullable;

/**
 * The whole of ristretto255 (RFC 9496) that signing needs, so that the library behind it can be exchanged. Scalars and
 * points are 32 bytes, little-endian.
 */
interface RistrettoGroup {

    /** The point scalar × base. */
    byte[] timesBase(byte[] scalar);

    /** The point s × base − k × point, or null when {@code point} is not the canonical encoding of a point. */
    byte @Nullable [] differenceFromBase(byte[] s, byte[] k, byte[] point);

    /** a × b + c, modulo the order of the group. */
    byte[] multiplyAndAdd(byte[] a, byte[] b, byte[] c);

    /** 64 bytes, modulo the order of the group. */
    byte[] reduceWide(byte[] wide);

    /** Whether the 32 bytes are a scalar below the order of the group. */
    boolean isCanonicalScalar(byte[] scalar);
}
