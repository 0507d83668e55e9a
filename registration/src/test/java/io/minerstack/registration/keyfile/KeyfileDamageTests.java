package io.minerstack.registration.keyfile;

import static io.minerstack.registration.TestObjects.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.crypto.SigningKey;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.keyderivation.KeyDerivation;
import io.minerstack.registration.keyderivation.Pbkdf2KeyDerivation;
import io.minerstack.registration.secret.WipeableSecret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every encrypted format, whole and with each of its bytes changed or cut off. */
class KeyfileDamageTests {

    /** The formats, with the password's key derived once: a thousand damaged files can't each take seconds. */
    enum Sample {
        NACL,
        ANSIBLE_VAULT,
        FERNET;

        /** The vault's salt is in the file, so each try derives its key: not every byte of it is tried. */
        int step() {
            return this == ANSIBLE_VAULT ? 41 : 1;
        }

        byte[] bytes() {
            return TestObjects.keyfile(name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }

        byte[] open(byte[] file) {
            EncryptedKeyfile keyfile =
                    switch (this) {
                        case NACL -> NaclSecretBox.parse(file, key(hex(TestObjects.ARGON2_KEY)));
                        case ANSIBLE_VAULT -> AnsibleVault.parse(file);
                        case FERNET -> FernetToken.parse(file, key(FernetKey.KEY));
                    };
            return keyfile.open(WipeableSecret.of(TestObjects.PASSWORD));
        }
    }

    private static final class FernetKey {
        static final byte[] KEY =
                Pbkdf2KeyDerivation.ofFernet().key(TestObjects.PASSWORD.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyDerivation key(byte[] key) {
        return new KeyDerivation() {
            @Override
            public byte[] key(byte[] password) {
                return key.clone();
            }

            @Override
            public String label() {
                return "waiting";
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void opensWhatTheWalletsWrote(Sample sample) {
        byte[] text = sample.open(sample.bytes());
        assertThat(text).isEqualTo(TestObjects.keyfile("plain.json"));
        try (SigningKey key = KeyfileContent.signingKey(text, null)) {
            assertThat(key.address()).isEqualTo(TestObjects.ADDRESS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsFormatsApartByTheirFirstBytes(Sample sample) {
        assertThat(KeyfileFormat.of(sample.bytes())).hasToString(sample.name());
        assertThat(KeyfileFormat.of(TestObjects.keyfile("plain.json"))).isEqualTo(KeyfileFormat.PLAIN);
        assertThat(KeyfileFormat.of(new byte[0])).isEqualTo(KeyfileFormat.PLAIN);
    }

    @ParameterizedTest
    @EnumSource
    void reportsEachCutInOneLine(Sample sample) {
        byte[] file = sample.bytes();
        int marker = KeyfileFormat.of(file).startLength();
        for (int length = marker; length < file.length - 1; length += sample.step()) {
            byte[] cut = Arrays.copyOf(file, length);
            expectDamage("cut to " + length, () -> sample.open(cut));
        }
    }

    /** A change that leaves the meaning as it was (the case of a hexadecimal digit) opens as before. */
    @ParameterizedTest
    @EnumSource
    void reportsEachChangedByteInOneLineOrOpensTheSame(Sample sample) {
        byte[] file = sample.bytes();
        byte[] plain = TestObjects.keyfile("plain.json");
        for (int i = KeyfileFormat.of(file).startLength(); i < file.length; i += sample.step()) {
            for (int mask : new int[] {0x01, 0x20, 0x80}) {
                byte[] changed = file.clone();
                changed[i] ^= (byte) mask;
                expectDamageOr(plain, "byte " + i + " ^ " + mask, sample, changed);
            }
        }
    }

    private static void expectDamageOr(byte[] plain, String what, Sample sample, byte[] changed) {
        try {
            assertThat(sample.open(changed)).as(what).isEqualTo(plain);
        } catch (RegistrationException e) {
            checkFailure(what, e);
        }
    }

    private static void expectDamage(String what, Runnable attempt) {
        RegistrationException failure = catchThrowableOfType(RegistrationException.class, attempt::run);
        assertThat(failure).as(what).isNotNull();
        checkFailure(what, failure);
    }

    private static void checkFailure(String what, RegistrationException failure) {
        assertThat(failure.exitCode()).as(what).isIn(ExitCode.PASSWORD_WRONG, ExitCode.KEYFILE_DAMAGED);
        assertThat(failure.line()).doesNotContain("\n").doesNotContain(TestObjects.secrets());
        assertThat(failure).hasNoCause();
    }

    @Test
    void reportsAWrongPassword() {
        AnsibleVault vault = AnsibleVault.parse(TestObjects.keyfile("ansible-vault"));
        assertThatThrownBy(() -> vault.open(WipeableSecret.of("testing-password")))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.PASSWORD_WRONG)
                .hasMessageStartingWith("Wrong password");
        assertThatThrownBy(() -> vault.open(WipeableSecret.of("")))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.PASSWORD_WRONG);
    }

    /** ansible's own test_vault_editor.py. */
    @Test
    void opensAnsiblesOwnVault() {
        String vault = """
                $ANSIBLE_VAULT;1.1;AES256
                62303130653266653331306264616235333735323636616539316433666463323964623162386137
                3961616263373033353631316333623566303532663065310a393036623466376263393961326530
                64336561613965383835646464623865663966323464653236343638373165343863623638316664
                3631633031323837340a396530313963373030343933616133393566366137363761373930663833
                3739
                """;
        byte[] text =
                AnsibleVault.parse(vault.getBytes(StandardCharsets.US_ASCII)).open(WipeableSecret.of("ansible"));
        assertThat(text).isEqualTo("foo\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void readsAVaultWithWindowsLineEnds() {
        String vault =
                new String(TestObjects.keyfile("ansible-vault"), StandardCharsets.US_ASCII).replace("\n", "\r\n");
        assertThat(AnsibleVault.parse(vault.getBytes(StandardCharsets.US_ASCII))
                        .open(WipeableSecret.of(TestObjects.PASSWORD)))
                .isEqualTo(TestObjects.keyfile("plain.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "$ANSIBLE_VAULT;1.0;AES, KEY_UNSUPPORTED, version 1.0 with cipher AES;",
        "$ANSIBLE_VAULT;2.0;AES256, KEY_UNSUPPORTED, version 2.0 with cipher AES256;",
        "$ANSIBLE_VAULT;1.1;CHACHA20, KEY_UNSUPPORTED, version 1.1 with cipher CHACHA20;",
        "$ANSIBLE_VAULT, KEYFILE_DAMAGED, first line",
        "$ANSIBLE_VAULT;1.1, KEYFILE_DAMAGED, first line",
        "$ANSIBLE_VAULT;x;AES256, KEYFILE_DAMAGED, first line",
    })
    void tellsAnotherKindOfVaultFromADamagedOne(String header, ExitCode code, String says) {
        assertThatThrownBy(() -> AnsibleVault.parse((header + "\n00").getBytes(StandardCharsets.US_ASCII)))
                .hasFieldOrPropertyWithValue("exitCode", code)
                .hasMessageContaining(says);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, the password is right, but bytes are missing",
        "-100, the password is right, but bytes are missing",
        "1, the password is right, but 1 byte(s) too many",
        "2, the password is right, but 2 byte(s) too many",
    })
    void tellsACutOrLongerSecretBoxFromAWrongPassword(int bytes, String verdict, String says) {
        byte[] file = Sample.NACL.bytes();
        byte[] other = Arrays.copyOf(file, file.length + bytes);
        if (bytes > 0) {
            Arrays.fill(other, file.length, other.length, (byte) '\n');
        }
        assertThatThrownBy(() -> Sample.NACL.open(other))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.KEYFILE_DAMAGED)
                .hasMessageContaining(verdict + ", " + says);
    }

    @Test
    void needsNoPasswordToSeeThatASecretBoxIsTooShortForAKey() {
        byte[] cut = Arrays.copyOf(Sample.NACL.bytes(), 5 + 24 + 16 + 46);
        assertThatThrownBy(() -> EncryptedKeyfile.of(cut))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.KEYFILE_DAMAGED)
                .hasMessageContaining("ends after 91 bytes");
    }

    @Test
    void takesAWrongPasswordOfASecretBoxForThat() {
        for (int i = 0; i < 100; i++) {
            byte[] other = hex(TestObjects.ARGON2_KEY);
            other[i % 32] ^= (byte) (i + 1);
            NaclSecretBox box = NaclSecretBox.parse(Sample.NACL.bytes(), key(other));
            assertThatThrownBy(() -> box.open(WipeableSecret.of("x")))
                    .hasFieldOrPropertyWithValue("exitCode", ExitCode.PASSWORD_WRONG);
        }
    }

    /** PyNaCl's secretbox with nonce 00…17 over a text with seed and address only. */
    @Test
    void opensASecretBoxOfPyNacl() {
        byte[] file =
                hex("244e41434c000102030405060708090a0b0c0d0e0f1011121314151617b5ecca500a39984b4a97a86fc3819a65b9d9c8"
                        + "e19bf2e8c691293c771b2bc164f1e68be95eb7e6404e02a0a410a55c3e97c8cb18385d78b0c5691d4803ac43b3d31bf0f12f34c8"
                        + "282e928329384b672d8a3b09462c9f3a2487a7cd533635cc1aabc2f561aa01e9f4ae8217bd3ad96362c3d8dfe9e0430e387c1221"
                        + "2affbca5f9f7a09b53ce7d716be3d5edf8c3980537f9c60de1d6733e8e69fd64543681890efb1b8ad0");
        try (SigningKey key = KeyfileContent.signingKey(Sample.NACL.open(file), null)) {
            assertThat(key.address()).isEqualTo(TestObjects.ADDRESS);
        }
    }
}
