package io.minerstack.registration.crypto;

import static io.minerstack.registration.TestObjects.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.TestObjects;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answers of other implementations; each test names its source. */
class Sr25519Tests {

    private static final String DEV_ROOT = "46ebddef8cd9bb167dc30878d7113b7e168e6f0646beffd77d69d39bad76b47a";
    private static final byte[] FIXED_MESSAGE =
            "https://api.example.com/v1<seperate>tok-123".getBytes(StandardCharsets.UTF_8);

    /** Sources: sp-core's seeded_pair_should_work, Substrate's development phrase, btwallet's test_keyfile.py. */
    @ParameterizedTest
    @CsvSource({
        "3132333435363738393031323334353637383930313233343536373839303132,"
                + "741c08a06f41c596608f6774259bd9043304adfa5d3eea62760bd9be97634d63",
        "fac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e, " + DEV_ROOT,
        TestObjects.SEED + ", " + TestObjects.PUBLIC_KEY,
    })
    void expandsSeeds(String seed, String publicKey) {
        assertThat(CryptoType.SR25519.fromSeed(hex(seed)).publicKey()).isEqualTo(hex(publicKey));
    }

    @Test
    void acceptsScalarAndNonceAsWalletsStoreThem() {
        SigningKey key = Objects.requireNonNull(CryptoType.SR25519.fromPrivateKey(hex(TestObjects.PRIVATE_KEY)));
        assertThat(key.publicKey()).isEqualTo(hex(TestObjects.PUBLIC_KEY));
        assertThat(key.address()).isEqualTo(TestObjects.ADDRESS);
    }

    @Test
    void refusesAScalarThatIsNotBelowTheOrderOfTheGroup() {
        String order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
        assertThat(CryptoType.SR25519.fromPrivateKey(hex(order + "00".repeat(32))))
                .isNull();
        assertThat(CryptoType.SR25519.fromPrivateKey(hex("f8c8a8ec" + "00".repeat(27) + "ff" + "00".repeat(32))))
                .isNull();
        assertThat(CryptoType.SR25519.fromPrivateKey(hex("00".repeat(40)))).isNull();
    }

    /** Sources: sr25519-crust (through go-schnorrkel) and wasm-crypto. */
    @ParameterizedTest
    @CsvSource({
        "this is a message, " + DEV_ROOT
                + ", 4e172314444b8f820bb54c22e95076f220ed25373e5c178234aa6c211d292712"
                + "44b947e3ff3418ff6b45fd1df1140c8cbff69fc58ee6dc96df70936a2bb74b82",
        "https://api.example.com/v1<seperate>tok-123, " + TestObjects.PUBLIC_KEY
                + ", 3e336e198a1916149a490f9063e242b62cd806eab8d85487e226fc895a24ec7d"
                + "c421452138c436b5a6a13b596faf68b67581b29679a10a8eeb8c4c7111699b8b",
    })
    void verifiesSignaturesOfOtherImplementations(String message, String publicKey, String signature) {
        assertThat(CryptoType.SR25519.verify(hex(publicKey), message.getBytes(StandardCharsets.UTF_8), hex(signature)))
                .isTrue();
    }

    /** Source: polkadot-js util-crypto, verify.spec.ts. */
    @Test
    void verifiesASignatureForAnAddressWithAnotherPrefix() {
        byte[] publicKey = Objects.requireNonNull(Ss58.decode("EK1bFgKm2FsghcttHT7TB7rNyXApFgs9fCbijMGQNyFGBQm"));
        byte[] signature = hex("ca01419b5a17219f7b78335658cab3b126db523a5df7be4bfc2bef76c2eb3b1d"
                + "cf4ca86eb877d0a6cf6df12db5995c51d13b00e005d053b892bd09c594434288");
        assertThat(CryptoType.SR25519.verify(publicKey, "hello world".getBytes(StandardCharsets.US_ASCII), signature))
                .isTrue();
    }

    /** Source: polkadot-js util-crypto, verify.spec.ts. Browser extensions sign this way. */
    @Test
    void verifiesATaggedMessageOnlyThroughSignedText() {
        byte[] publicKey = Objects.requireNonNull(Ss58.decode("J9nD3s7zssCX7bion1xctAF6xcVexcpy2uwy4jTm9JL8yuK"));
        byte[] signature = hex("84b6afb1c8e54bbcb3f4872baf172580e21310e9387a53742627d6652d121447"
                + "fa406b82805ed3184fb7bd519175cc9f99f283f97954d95cf966ee164df85489");
        byte[] message = "hello world".getBytes(StandardCharsets.US_ASCII);
        assertThat(CryptoType.SR25519.verify(publicKey, message, signature)).isFalse();
        assertThat(SignedText.verify(CryptoType.SR25519, publicKey, message, signature))
                .isTrue();
    }

    /** Source: sp-core, verify_from_old_wasm_works. The format before the marker bit. */
    @Test
    void refusesASignatureOfTheOldFormat() {
        byte[] publicKey = CryptoType.SR25519.fromSeed(new byte[32]).publicKey();
        byte[] signature = hex("28a854d54903e056f89581c691c1f7d2ff39f8f896c9e9c22475e60902cc2b35"
                + "47199e0e91fa32902028f2ca2355e8cdd16cfe19ba5e8b658c94aa80f3b81a00");
        assertThat(CryptoType.SR25519.verify(publicKey, "SUBSTRATE".getBytes(StandardCharsets.US_ASCII), signature))
                .isFalse();
    }

    /** Source: the {@code sign} of scure-sr25519 with the same random bytes. */
    @Test
    void makesTheSameSignatureFromTheSameRandomBytes() {
        Sr25519 scheme = new Sr25519(new CountingRandom());
        byte[] signature = Sr25519Key.fromSeed(scheme, hex(TestObjects.SEED)).sign(FIXED_MESSAGE);
        assertThat(signature)
                .isEqualTo(hex("bafdabc68e8806f024ef1dddb13c317fd27de4cb0c97866f6de47b9fd4bade54"
                        + "790865b6f7606525c92fecd0af22e3e3d54b64dfee613e3d7fc3fbe1b6576184"));
    }

    @Test
    void makesADifferentSignatureEachTime() {
        SigningKey key = CryptoType.SR25519.fromSeed(hex(TestObjects.SEED));
        assertThat(key.sign(FIXED_MESSAGE)).isNotEqualTo(key.sign(FIXED_MESSAGE));
    }

    @Test
    void showsOnlyTheAddressInToString() {
        assertThat(CryptoType.SR25519.fromSeed(hex(TestObjects.SEED)).toString())
                .isEqualTo("Sr25519Key[" + TestObjects.ADDRESS + "]");
    }

    /** The bytes 00, 01, 02 … instead of random bytes. */
    private static final class CountingRandom extends SecureRandom {
        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) i;
            }
        }
    }
}
