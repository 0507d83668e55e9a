package io.minerstack.registration.keyfile;

import static io.minerstack.registration.TestObjects.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.crypto.SigningKey;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.secret.WipeableSecret;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NaclSecretBoxTests {

    @ParameterizedTest
    @CsvSource({
        "-1, bytes are missing",
        "-100, bytes are missing",
        "1, 1 extra byte(s)",
        "2, 2 extra byte(s)",
    })
    void distinguishesACutOrExtendedFileFromAWrongPassword(int bytes, String problem) {
        byte[] file = EncryptedFormat.NACL.sample();
        byte[] changed = Arrays.copyOf(file, file.length + bytes);
        if (bytes > 0) {
            Arrays.fill(changed, file.length, changed.length, (byte) '\n');
        }
        assertThatThrownBy(() -> EncryptedFormat.NACL.decrypt(changed))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.KEYFILE_DAMAGED)
                .hasMessageContaining("the password is right, but " + problem);
    }

    @Test
    void reportsAFileTooShortForAKeyWithoutAPassword() {
        byte[] cut = Arrays.copyOf(EncryptedFormat.NACL.sample(), 5 + 24 + 16 + 46);
        assertThatThrownBy(() -> EncryptedKeyfile.of(cut))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.KEYFILE_DAMAGED)
                .hasMessageContaining("ends after 91 bytes");
    }

    @Test
    void reportsAWrongPassword() {
        for (int i = 0; i < 100; i++) {
            byte[] wrongKey = hex(TestObjects.ARGON2_KEY);
            wrongKey[i % 32] ^= (byte) (i + 1);
            NaclSecretBox box = NaclSecretBox.parse(EncryptedFormat.NACL.sample(), EncryptedFormat.fixedKey(wrongKey));
            assertThatThrownBy(() -> box.decrypt(WipeableSecret.of("x")))
                    .hasFieldOrPropertyWithValue("exitCode", ExitCode.PASSWORD_WRONG);
        }
    }

    /** Made by PyNaCl's secretbox with the nonce 00…17, over a text with only seed and address. */
    @Test
    void decryptsABoxOfPyNacl() {
        byte[] file = hex("244e41434c000102030405060708090a0b0c0d0e0f1011121314151617b5ecca500a39984b4a97a86fc3819a65"
                + "b9d9c8e19bf2e8c691293c771b2bc164f1e68be95eb7e6404e02a0a410a55c3e97c8cb18385d78b0c5691d4803ac43b3"
                + "d31bf0f12f34c8282e928329384b672d8a3b09462c9f3a2487a7cd533635cc1aabc2f561aa01e9f4ae8217bd3ad96362"
                + "c3d8dfe9e0430e387c12212affbca5f9f7a09b53ce7d716be3d5edf8c3980537f9c60de1d6733e8e69fd64543681890e"
                + "fb1b8ad0");
        try (SigningKey key = KeyfileContent.signingKey(EncryptedFormat.NACL.decrypt(file), null)) {
            assertThat(key.address()).isEqualTo(TestObjects.ADDRESS);
        }
    }
}
