package io.minerstack.registration.crypto;

import io.minerstack.registration.secret.WipeableSecret;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An sr25519 private key: a scalar and the nonce that belongs to it. */
final class Sr25519Key implements SigningKey {

    private final Sr25519 scheme;
    private final byte[] scalar;
    private final byte[] nonce;
    private final byte[] publicKey;

    private Sr25519Key(Sr25519 scheme, byte[] scalar, byte[] nonce) {
        this.scheme = scheme;
        this.scalar = scalar;
        this.nonce = nonce;
        this.publicKey = Ristretto255.timesBase(scalar);
    }

    /** Expands a 32-byte seed as schnorrkel's {@code ExpansionMode::Ed25519} does (keys.rs). */
    static Sr25519Key fromSeed(Sr25519 scheme, byte[] seed) {
        byte[] hash = Digests.sha512(seed);
        byte[] scalar = Arrays.copyOf(hash, 32);
        scalar[0] &= (byte) 248;
        scalar[31] &= 63;
        scalar[31] |= 64;
        divideByEight(scalar);
        byte[] nonce = Arrays.copyOfRange(hash, 32, 64);
        WipeableSecret.wipe(hash);
        return new Sr25519Key(scheme, scalar, nonce);
    }

    /**
     * The key from the 64 bytes that a wallet stores: scalar, then nonce.
     *
     * @return null if the scalar is not canonical, as in the polkadot.js form, which multiplies the scalar by eight
     */
    static @Nullable Sr25519Key fromSecret(Sr25519 scheme, byte[] secret) {
        byte[] scalar = Arrays.copyOf(secret, 32);
        if (!Ristretto255.isCanonicalScalar(scalar)) {
            WipeableSecret.wipe(scalar);
            return null;
        }
        return new Sr25519Key(scheme, scalar, Arrays.copyOfRange(secret, 32, 64));
    }

    private static void divideByEight(byte[] littleEndian) {
        int carried = 0;
        for (int i = littleEndian.length - 1; i >= 0; i--) {
            int value = littleEndian[i] & 0xff;
            littleEndian[i] = (byte) (value >> 3 | carried << 5);
            carried = value & 7;
        }
    }

    @Override
    public CryptoType type() {
        return CryptoType.SR25519;
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public byte[] sign(byte[] message) {
        return scheme.sign(scalar, nonce, publicKey, message);
    }

    @Override
    public void close() {
        WipeableSecret.wipe(scalar, nonce);
    }

    @Override
    public String toString() {
        return "Sr25519Key[" + address() + "]";
    }
}
