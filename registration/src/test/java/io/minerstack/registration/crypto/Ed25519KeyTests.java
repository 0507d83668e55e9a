package io.minerstack.registration.crypto;

import static io.minerstack.registration.TestObjects.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class Ed25519KeyTests {

    private static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    private static final String PUBLIC_KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    /** RFC 8032, 7.1, test 1. */
    @Test
    void makesTheSignatureOfTheStandard() {
        SigningKey key = CryptoType.ED25519.fromSeed(hex(SEED));
        assertThat(key.publicKey()).isEqualTo(hex(PUBLIC_KEY));
        assertThat(key.sign(new byte[0]))
                .isEqualTo(hex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"));
    }

    @Test
    void acceptsAPrivateKeyWithOrWithoutThePublicKey() {
        SigningKey half = Objects.requireNonNull(CryptoType.ED25519.fromPrivateKey(hex(SEED)));
        SigningKey whole = Objects.requireNonNull(CryptoType.ED25519.fromPrivateKey(hex(SEED + PUBLIC_KEY)));
        assertThat(whole.publicKey()).isEqualTo(half.publicKey()).isEqualTo(hex(PUBLIC_KEY));
        assertThat(CryptoType.ED25519.fromPrivateKey(hex("00".repeat(33)))).isNull();
    }
}
