package io.minerstack.registration.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalletFolderTests {

    @TempDir
    private Path base;

    @Test
    void findsAWalletUnderTheHomeFolder() throws IOException {
        TestObjects.wallet(base.resolve(".bittensor/wallets"), "default", new byte[0]);
        WalletFolder wallet = WalletFolder.find(WalletFolder.DEFAULT_BASE, "default", base.toString());
        assertThat(wallet.coldkey()).exists();
        assertThat(wallet.coldkeyPath()).isEqualTo(base + "/.bittensor/wallets/default/coldkey");
    }

    @Test
    void ignoresSlashesAtTheEndOfTheFolder() throws IOException {
        TestObjects.wallet(base, "default", new byte[0]);
        assertThat(WalletFolder.find(base + "//", "default", "/").coldkeyPath()).isEqualTo(base + "/default/coldkey");
    }

    @Test
    void namesTheWalletsInTheFolder() throws IOException {
        TestObjects.wallet(base, "mine", new byte[0]);
        TestObjects.wallet(base, "other", new byte[0]);
        assertThatThrownBy(() -> WalletFolder.find(base.toString(), "default", "/"))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.WALLET_NOT_FOUND)
                .hasMessageContaining("mine, other");
        assertThatThrownBy(() -> WalletFolder.find(base + "/none", "default", "/"))
                .hasMessageContaining("--path");
    }

    @Test
    void reportsAWalletWithoutAColdkey() throws IOException {
        Files.delete(TestObjects.wallet(base, "watch", new byte[0]).resolve("coldkey"));
        assertThatThrownBy(() -> WalletFolder.find(base.toString(), "watch", "/"))
                .hasMessageContaining("a wallet without a coldkey can't sign");
    }

    @Test
    void reportsAColdkeyThatIsALinkToItself() throws IOException {
        Path wallet = TestObjects.wallet(base, "linked", new byte[0]);
        Files.delete(wallet.resolve("coldkey"));
        Files.createSymbolicLink(wallet.resolve("coldkey"), wallet.resolve("other"));
        Files.createSymbolicLink(wallet.resolve("other"), wallet.resolve("coldkey"));
        assertThatThrownBy(() -> WalletFolder.find(base.toString(), "linked", "/"))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.WALLET_NOT_FOUND)
                .hasMessageContaining("is a symbolic link to itself or to no file")
                .message()
                .doesNotContain("can't sign");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "..", ".", "a/b", "../x", "a\\b", "a\0b"})
    void refusesNamesThatLeaveTheFolder(String name) {
        assertThatThrownBy(() -> WalletFolder.find(base.toString(), name, "/"))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.WALLET_NOT_FOUND);
    }

    @Test
    void requiresTheGivenHotkey() throws IOException {
        TestObjects.wallet(base, "default", new byte[0]);
        WalletFolder wallet = WalletFolder.find(base.toString(), "default", "/");
        wallet.requireHotkey(null);
        assertThatThrownBy(() -> wallet.requireHotkey("h1"))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.WALLET_NOT_FOUND);
        Files.createDirectories(base.resolve("default/hotkeys"));
        Files.createFile(base.resolve("default/hotkeys/h1"));
        wallet.requireHotkey("h1");
    }
}
