package io.minerstack.registration.crypto;

/** A private key that can sign. {@link #close()} wipes it. */
public sealed interface SigningKey extends AutoCloseable permits Sr25519Key, Ed25519Key {

    CryptoType type();

    /** The 32 public bytes. */
    byte[] publicKey();

    /** 64 bytes. An sr25519 signature differs each time: compare by verifying. */
    byte[] sign(byte[] message);

    /** The address that the network knows this key by. */
    default String address() {
        return Ss58.encode(publicKey());
    }

    @Override
    void close();
}
