package io.minerstack.registration.keyfile;

import static io.minerstack.registration.TestObjects.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.crypto.CryptoType;
import io.minerstack.registration.crypto.SigningKey;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyfileContentTests {

    private static final String OTHER_SEED = "ab".repeat(32);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'secretPhrase':'PHRASE'}",
                "{'secretSeed':'0xSEED'}",
                "{'secretSeed':'SEED'}",
                "{'privateKey':'0xPRIVATE'}",
                "{'secretPhrase':null,'secretSeed':null,'privateKey':'0xPRIVATE','ss58Address':'ADDRESS'}",
                "{' ss58Address':'ADDRESS','secretSeed':'0xSEED','unknown':{'a':[1,{}]},'x':1.5,'y':true}",
                "{'accountId':'0xPUBLIC','secretPhrase':'PHRASE'}",
                "{'cryptoType':1,'secretPhrase':'PHRASE'}",
                "{'cryptoType':'1','secretPhrase':'PHRASE'}",
                "{'cryptoType':null,'secretPhrase':'PHRASE'}",
                "\n{'secretPhrase':'PHRASE'}\n",
                "PHRASE",
                "0xSEED",
                "SEED\n",
                "0xPRIVATE",
            })
    void recoversTheKeyFromAnyField(String text) {
        try (SigningKey key = KeyfileContent.signingKey(text(text), null)) {
            assertThat(key.address()).isEqualTo(TestObjects.ADDRESS);
            assertThat(key.type()).isEqualTo(CryptoType.SR25519);
        }
    }

    /** One field holds another key or is damaged; the address tells which field to use. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'ss58Address':'ADDRESS','secretSeed':'0xOTHER','privateKey':'0xPRIVATE'}",
                "{'ss58Address':'ADDRESS','secretSeed':'raw bytes of a seed','privateKey':'0xPRIVATE'}",
                "{'ss58Address':'ADDRESS','secretPhrase':'no such words','secretSeed':'0xSEED'}",
                "{'publicKey':'0xPUBLIC','secretSeed':'0xOTHER','secretPhrase':'PHRASE'}",
                "{'ss58Address':'ADDRESS','cryptoType':0,'secretPhrase':'PHRASE'}",
            })
    void usesTheFieldWhoseKeyHasTheStoredAddress(String text) {
        try (SigningKey key = KeyfileContent.signingKey(text(text), null)) {
            assertThat(key.address()).isEqualTo(TestObjects.ADDRESS);
        }
    }

    @Test
    void recoversAnEd25519Key() {
        try (SigningKey key = KeyfileContent.signingKey(TestObjects.keyfile("plain-ed25519.json"), null)) {
            assertThat(key.type()).isEqualTo(CryptoType.ED25519);
            assertThat(new String(TestObjects.keyfile("plain-ed25519.json"), StandardCharsets.UTF_8))
                    .contains(key.address());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'ss58Address':'ADDRESS','secretSeed':'0xOTHER'} | KEY_MISMATCH",
                "{'ss58Address':'ADDRESS'} | KEY_UNSUPPORTED",
                "{} | KEY_UNSUPPORTED",
                "{'cryptoType':2,'secretSeed':'0xSEED'} | KEY_UNSUPPORTED",
                "{'cryptoType':'many','secretSeed':'0xSEED'} | KEY_UNSUPPORTED",
                "{'hashedDescriptor':{},'secretSeed':'0xSEED'} | KEY_UNSUPPORTED",
                "{'encoded':'abc','encoding':{'type':['scrypt']}} | KEY_UNSUPPORTED",
                "{'ss58Address':'ADDRESS','privateKey':null} | KEY_UNSUPPORTED",
                "{'secretSeed':'0xSE'} | KEYFILE_DAMAGED",
                "{'ss58Address':'ADDRESS','privateKey':'0xSE'} | KEYFILE_DAMAGED",
                "{'ss58Address':'ADDRESS','privateKey':{}} | KEYFILE_DAMAGED",
                "{'secretSeed':'raw bytes of a seed','privateKey':'0xSE'} | KEYFILE_DAMAGED",
                "{'secretPhrase':'no such words'} | KEYFILE_DAMAGED",
                "{'ss58Address':'CHECKSUM','secretSeed':'0xSEED'} | KEYFILE_DAMAGED",
                "{'ss58Address':'ADDRESS','publicKey':'0xOTHER','secretSeed':'0xSEED'} | KEYFILE_DAMAGED",
                "{'secretSeed':'0xSEED' | KEYFILE_DAMAGED",
                "{'secretSeed':'0xSEED'}} | KEYFILE_DAMAGED",
                "{'secretSeed':0xSEED} | KEYFILE_DAMAGED",
                "[] | KEYFILE_DAMAGED",
                "'' | KEYFILE_DAMAGED",
                "<html> | KEYFILE_DAMAGED",
            })
    void failsWithOneLineAndAnExitCode(String text, ExitCode code) {
        assertThatThrownBy(() -> KeyfileContent.signingKey(text(text), null))
                .isInstanceOf(RegistrationException.class)
                .hasFieldOrPropertyWithValue("exitCode", code)
                .hasNoCause()
                .message()
                .doesNotContain("\n")
                .doesNotContain(TestObjects.secrets());
    }

    @Test
    void refusesAnEmptyFile() {
        for (String nothing : new String[] {"", " \n"}) {
            assertThatThrownBy(() -> KeyfileContent.signingKey(nothing.getBytes(StandardCharsets.UTF_8), null))
                    .hasFieldOrPropertyWithValue("exitCode", ExitCode.KEYFILE_DAMAGED)
                    .hasMessageContaining("empty");
        }
    }

    @Test
    void reportsAPlainFileCutOffAtAnyByte() {
        byte[] file = TestObjects.keyfile("plain.json");
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> KeyfileContent.signingKey(cut, null))
                    .hasFieldOrPropertyWithValue("exitCode", ExitCode.KEYFILE_DAMAGED)
                    .message()
                    .doesNotContain(TestObjects.secrets());
        }
    }

    @Test
    void reportsAnyChangedByteOfAPlainFileOrRecoversTheSameKey() {
        for (byte[] damaged : damaged(TestObjects.keyfile("plain.json"))) {
            expectDamageOr(hex(TestObjects.PUBLIC_KEY), damaged, () -> {
                try (SigningKey key = KeyfileContent.signingKey(damaged, null)) {
                    return key.publicKey();
                }
            });
        }
    }

    @Test
    void reportsAnyChangedByteOfAPublicFileOrReadsTheSameKey() {
        for (byte[] damaged : damaged(TestObjects.keyfile("coldkeypub.txt"))) {
            expectDamageOr(hex(TestObjects.PUBLIC_KEY), damaged, () -> KeyfileContent.publicKey(damaged));
        }
    }

    /** Copies with one wrong byte each, and copies with a wrong encoding: the parser has an exception for each kind. */
    private static List<byte[]> damaged(byte[] file) {
        List<byte[]> damaged = new ArrayList<>();
        for (int i = 0; i < file.length; i++) {
            for (int changed : new int[] {0, 0xff, file[i] ^ 0x20, file[i] ^ 0x01}) {
                byte[] copy = file.clone();
                copy[i] = (byte) changed;
                damaged.add(copy);
            }
        }
        for (int length = 1; length <= 8; length++) {
            byte[] zeroed = file.clone();
            Arrays.fill(zeroed, 0, length, (byte) 0);
            damaged.add(zeroed);
        }
        return damaged;
    }

    private static void expectDamageOr(byte[] publicKey, byte[] text, Supplier<byte @Nullable []> attempt) {
        String what = new String(text, StandardCharsets.ISO_8859_1);
        try {
            assertThat(attempt.get()).as(what).isEqualTo(publicKey);
        } catch (RegistrationException e) {
            assertThat(e.exitCode()).as(what).isEqualTo(ExitCode.KEYFILE_DAMAGED);
            assertThat(e.message()).doesNotContain("\n").doesNotContain(TestObjects.secrets());
        }
    }

    @Test
    void reportsDeepNestingAndLongNumbers() {
        for (String text : List.of(
                "{\"x\":" + "[".repeat(600) + "]".repeat(600) + "}",
                "{\"cryptoType\":" + "1".repeat(1_200) + "}",
                "\0\0\0{\"a\":1}",
                "{\"" + "n".repeat(60_000) + "\":1}")) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> KeyfileContent.publicKey(bytes))
                    .hasFieldOrPropertyWithValue("exitCode", ExitCode.KEYFILE_DAMAGED);
        }
    }

    @Test
    void comparesABareKeyWithTheGivenPublicKey() {
        byte[] stranger = CryptoType.SR25519.fromSeed(hex(OTHER_SEED)).publicKey();
        assertThatThrownBy(() -> KeyfileContent.signingKey(text("0xSEED"), stranger))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.KEY_MISMATCH);
    }

    @Test
    void readsTheAddressOfAPublicFile() {
        assertThat(KeyfileContent.publicKey(TestObjects.keyfile("coldkeypub.txt")))
                .isEqualTo(hex(TestObjects.PUBLIC_KEY));
        assertThat(KeyfileContent.publicKey(text("{}"))).isNull();
    }

    @Test
    void readsAPublicFileOfTheOldestWallets() {
        assertThat(KeyfileContent.publicKey(text("0xPUBLIC\n"))).isEqualTo(hex(TestObjects.PUBLIC_KEY));
        assertThatThrownBy(() -> KeyfileContent.publicKey(text("0xPUBLIC00")))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.KEYFILE_DAMAGED);
    }

    private static byte[] text(String template) {
        return template.replace('\'', '"')
                .replace("PHRASE", TestObjects.PHRASE)
                .replace("0xSE\"", "0xda3c\"")
                .replace("SEED", TestObjects.SEED)
                .replace("OTHER", OTHER_SEED)
                .replace("PRIVATE", TestObjects.PRIVATE_KEY)
                .replace("ADDRESS", TestObjects.ADDRESS)
                .replace("CHECKSUM", "5HDvhV6WDCjCKyrXqGQSDYqQAzkzabNhctmiDYEqgBC66BsY")
                .replace("PUBLIC", TestObjects.PUBLIC_KEY)
                .getBytes(StandardCharsets.UTF_8);
    }
}
