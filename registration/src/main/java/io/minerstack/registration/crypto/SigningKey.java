package io.minerstack.registration.crypto;

/** A private key that can sign. {@link #close()} wipes it. */
public sealed interface SigningKey extends AutoCloseable permits Sr25519Key, Ed25519Key {

    CryptoType type();

    /** 32 bytes. */
    byte[] publicKey();

    /** A signature of 64 bytes. sr25519 is randomised: compare signatures by verifying, not by bytes. */
    byte[] sign(byte[] message);

    /** The SS58 address of the public key. */
    default String address() {
        return Ss58.encode(publicKey());
    }

    @Override
    void close();
}
