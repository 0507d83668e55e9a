package io.minerstack.registration.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.crypto.SigningKey;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every encrypted format, whole and with each byte changed or cut off. */
class EncryptedKeyfileTests {

    @ParameterizedTest
    @EnumSource
    void decryptsTheFilesOfTheWalletTools(EncryptedFormat format) {
        byte[] text = format.decrypt(format.sample());
        assertThat(text).isEqualTo(TestObjects.keyfile("plain.json"));
        try (SigningKey key = KeyfileContent.signingKey(text, null)) {
            assertThat(key.address()).isEqualTo(TestObjects.ADDRESS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void detectsTheFormatByTheFirstBytes(EncryptedFormat format) {
        assertThat(KeyfileFormat.of(format.sample())).hasToString(format.name());
    }

    @Test
    void takesEveryOtherFileAsPlain() {
        assertThat(KeyfileFormat.of(TestObjects.keyfile("plain.json"))).isEqualTo(KeyfileFormat.PLAIN);
        assertThat(KeyfileFormat.of(new byte[0])).isEqualTo(KeyfileFormat.PLAIN);
    }

    @ParameterizedTest
    @EnumSource
    void reportsAFileCutOffAtAnyByte(EncryptedFormat format) {
        byte[] file = format.sample();
        int marker = KeyfileFormat.of(file).markerLength();
        for (int length = marker; length < file.length - 1; length += format.step()) {
            byte[] cut = Arrays.copyOf(file, length);
            RegistrationException error = catchThrowableOfType(RegistrationException.class, () -> format.decrypt(cut));
            assertThat(error).as("cut to " + length).isNotNull();
            assertReportsDamage("cut to " + length, error);
        }
    }

    /** A change without a meaning, such as another case of a hexadecimal digit, decrypts to the same text. */
    @ParameterizedTest
    @EnumSource
    void reportsAnyChangedByteOrDecryptsToTheSameText(EncryptedFormat format) {
        byte[] file = format.sample();
        byte[] plain = TestObjects.keyfile("plain.json");
        for (int i = KeyfileFormat.of(file).markerLength(); i < file.length; i += format.step()) {
            for (int mask : new int[] {0x01, 0x20, 0x80}) {
                byte[] changed = file.clone();
                changed[i] ^= (byte) mask;
                String change = "byte " + i + " ^ " + mask;
                try {
                    assertThat(format.decrypt(changed)).as(change).isEqualTo(plain);
                } catch (RegistrationException e) {
                    assertReportsDamage(change, e);
                }
            }
        }
    }

    private static void assertReportsDamage(String change, RegistrationException error) {
        assertThat(error.exitCode()).as(change).isIn(ExitCode.PASSWORD_WRONG, ExitCode.KEYFILE_DAMAGED);
        assertThat(error.message()).doesNotContain("\n").doesNotContain(TestObjects.secrets());
        assertThat(error).hasNoCause();
    }
}
