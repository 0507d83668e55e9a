package io.minerstack.registration.crypto;

import static io.minerstack.registration.TestObjects.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.crypto.merlin.MerlinTranscript;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedPhraseTests {

    private static final String DEV_PHRASE = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";

    @Test
    void hasTheWordListOfBip39() throws Exception {
        try (InputStream list = Objects.requireNonNull(SeedPhrase.class.getResourceAsStream("english.txt"))) {
            assertThat(Digests.sha256(list.readAllBytes()))
                    .isEqualTo(hex("2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"));
        }
    }

    @Test
    void stretchesTheEntropyInsteadOfTheWords() {
        assertThat(SeedPhrase.seed(TestObjects.PHRASE.toCharArray())).isEqualTo(hex(TestObjects.SEED));
        assertThat(SeedPhrase.seed(DEV_PHRASE.toCharArray()))
                .isEqualTo(hex("fac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e"));
    }

    /** The addresses of btwallet's test_keyfile.py, which are derived with the junction {@code //Alice}. */
    @Test
    void matchesTheAddressesInTheTestsOfBtwallet() {
        assertThat(alice(DEV_PHRASE)).isEqualTo("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
        assertThat(alice(TestObjects.PHRASE)).isEqualTo("5FEiH8iuDUw271xbqWTWuB6WrDjv5dnCeDX1CyHubAniXDNN");
    }

    @Test
    void acceptsPhrasesOfEveryLength() {
        String zeros = "abandon ";
        assertThat(SeedPhrase.seed((zeros.repeat(11) + "about").toCharArray())).isNotNull();
        assertThat(SeedPhrase.seed((zeros.repeat(14) + "address").toCharArray()))
                .isNotNull();
        assertThat(SeedPhrase.seed((zeros.repeat(17) + "agent").toCharArray())).isNotNull();
        assertThat(SeedPhrase.seed((zeros.repeat(20) + "admit").toCharArray())).isNotNull();
        assertThat(SeedPhrase.seed((zeros.repeat(23) + "art").toCharArray())).isNotNull();
    }

    @Test
    void ignoresExtraWhiteSpace() {
        assertThat(SeedPhrase.seed(("  " + TestObjects.PHRASE.replace(" ", "\n ") + "\t").toCharArray()))
                .isEqualTo(hex(TestObjects.SEED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "old",
                "old leopard transfer rib spatial phone calm indicate online fire caution",
                "old leopard transfer rib spatial phone calm indicate online fire caution caution",
                "old leopard transfer rib spatial phone calm indicate online fire caution revie",
                "leopard old transfer rib spatial phone calm indicate online fire caution review",
                "OLD leopard transfer rib spatial phone calm indicate online fire caution review",
            })
    void refusesWrongWordsLengthsAndChecksums(String phrase) {
        assertThat(SeedPhrase.seed(phrase.toCharArray())).isNull();
        assertThat(SeedPhrase.seed(("abandon ".repeat(26) + "about").toCharArray()))
                .isNull();
    }

    private static String alice(String phrase) {
        byte[] secret = secretKey(Objects.requireNonNull(SeedPhrase.seed(phrase.toCharArray())));
        MerlinTranscript junction = new MerlinTranscript("SchnorrRistrettoHDKD");
        junction.append("sign-bytes", new byte[0]);
        junction.append(
                "chain-code",
                ByteBuffer.allocate(32)
                        .put((byte) (5 << 2))
                        .put("Alice".getBytes(StandardCharsets.US_ASCII))
                        .array());
        junction.append("secret-key", secret);
        return CryptoType.SR25519.fromSeed(junction.challenge("HDKD-hard", 32)).address();
    }

    /** The scalar as {@link Sr25519Key} expands a seed, computed with big integers. */
    private static byte[] secretKey(byte[] seed) {
        byte[] clamped = Arrays.copyOf(Digests.sha512(seed), 32);
        clamped[0] &= (byte) 248;
        clamped[31] &= 63;
        clamped[31] |= 64;
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = clamped[31 - i];
        }
        byte[] divided = new BigInteger(1, bigEndian).shiftRight(3).toByteArray();
        byte[] scalar = new byte[32];
        for (int i = 0; i < divided.length; i++) {
            scalar[i] = divided[divided.length - 1 - i];
        }
        return scalar;
    }
}
