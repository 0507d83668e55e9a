package io.minerstack.registration.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.secret.WipeableSecret;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsibleVaultTests {

    @Test
    void reportsAWrongPassword() {
        AnsibleVault vault = AnsibleVault.parse(TestObjects.keyfile("ansible-vault"));
        assertThatThrownBy(() -> vault.decrypt(WipeableSecret.of("testing-password")))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.PASSWORD_WRONG)
                .hasMessageStartingWith("Wrong password");
        assertThatThrownBy(() -> vault.decrypt(WipeableSecret.of("")))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.PASSWORD_WRONG);
    }

    /** Source: ansible, test_vault_editor.py. */
    @Test
    void decryptsTheVaultOfAnsiblesTests() {
        String vault = """
                $ANSIBLE_VAULT;1.1;AES256
                62303130653266653331306264616235333735323636616539316433666463323964623162386137
                3961616263373033353631316333623566303532663065310a393036623466376263393961326530
                64336561613965383835646464623865663966323464653236343638373165343863623638316664
                3631633031323837340a396530313963373030343933616133393566366137363761373930663833
                3739
                """;
        assertThat(decrypt(vault, "ansible")).isEqualTo("foo\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void decryptsAVaultWithWindowsLineEnds() {
        String vault = new String(TestObjects.keyfile("ansible-vault"), StandardCharsets.US_ASCII);
        assertThat(decrypt(vault.replace("\n", "\r\n"), TestObjects.PASSWORD))
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
    void distinguishesAnUnsupportedVaultFromADamagedOne(String header, ExitCode code, String message) {
        assertThatThrownBy(() -> AnsibleVault.parse((header + "\n00").getBytes(StandardCharsets.US_ASCII)))
                .hasFieldOrPropertyWithValue("exitCode", code)
                .hasMessageContaining(message);
    }

    private static byte[] decrypt(String vault, String password) {
        return AnsibleVault.parse(vault.getBytes(StandardCharsets.US_ASCII)).decrypt(WipeableSecret.of(password));
    }
}
