package io.minerstack.registration.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.CommandRunner;
import io.minerstack.registration.TestObjects;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.terminal.FakeTerminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The wallet and the password of {@code sign}. */
class SignWalletTests {

    @RegisterExtension
    private final CommandRunner cli = new CommandRunner();

    @Test
    void promptsForThePassword() {
        cli.setTerminal(FakeTerminal.typing(TestObjects.PASSWORD));
        assertThat(cli.sign("vault")).isZero();
        assertThat(cli.terminal().prompt()).contains("'vault'").contains("not shown");
        assertThat(cli.errors()).contains("Deriving the key");
    }

    @Test
    void triesATypedPasswordWithoutSpacesAtItsEnds() {
        cli.setTerminal(FakeTerminal.typing(" " + TestObjects.PASSWORD + " "));
        assertThat(cli.sign("vault")).isZero();
    }

    @Test
    void takesThePasswordFromTheEnvironmentWithoutAPrompt() {
        cli.setTerminal(FakeTerminal.typing("another"));
        cli.setVariables(Map.of("BT_COLD_PW_VAULT", TestObjects.PASSWORD));
        assertThat(cli.sign("vault")).isZero();
        assertThat(cli.terminal().prompt()).isNull();
    }

    @Test
    void warnsOfAPasswordOnTheCommandLine() {
        assertThat(cli.sign("vault", "--wallet-password", TestObjects.PASSWORD)).isZero();
        assertThat(cli.errors()).contains("! --wallet-password shows the password");
    }

    @Test
    void namesTheVariablesIfThereIsNoTerminal() {
        assertThat(cli.sign("vault")).isEqualTo(ExitCode.PASSWORD_MISSING.number());
        assertThat(cli.errors())
                .contains("BT_PW_", "BT_COLD_PW_VAULT to the password itself", "no terminal: run this in a terminal");
        assertThat(cli.output()).doesNotExist();
    }

    @Test
    void namesTheSourceOfAWrongPassword() {
        cli.setVariables(Map.of("BT_COLD_PW_VAULT", "wrong-secret"));
        assertThat(cli.sign("vault")).isEqualTo(ExitCode.PASSWORD_WRONG.number());
        assertThat(cli.errors()).contains("BT_COLD_PW_VAULT").doesNotContain("wrong-secret");
        assertThat(cli.output()).doesNotExist();
    }

    @Test
    void reportsAPasswordThatTheLocaleDamaged() {
        assertThat(cli.sign("vault", "--wallet-password", "p��ss")).isEqualTo(ExitCode.PASSWORD_MISSING.number());
        assertThat(cli.errors()).contains("LC_ALL=C.UTF-8");
    }

    @Test
    void reportsThePublicFileOfAnotherWallet() throws IOException {
        Files.writeString(
                cli.wallets().resolve("plain/coldkeypub.txt"),
                "{\"ss58Address\":\"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY\"}");
        assertThat(cli.sign("plain")).isEqualTo(ExitCode.KEY_MISMATCH.number());
    }

    @Test
    void reportsADamagedPublicFileAndWarnsOfAMissingOne() throws IOException {
        Path publicFile = cli.wallets().resolve("plain/coldkeypub.txt");
        Files.writeString(publicFile, "{\"ss58Addr");
        assertThat(cli.sign("plain")).isEqualTo(ExitCode.KEYFILE_DAMAGED.number());
        assertThat(cli.errors()).contains("coldkeypub.txt");
        Files.delete(publicFile);
        assertThat(cli.sign("plain")).isZero();
        assertThat(cli.errors()).contains("! No coldkeypub.txt names an address");
    }

    @Test
    void readsAPublicFileOfTheOldestWallets() throws IOException {
        Path publicFile = cli.wallets().resolve("plain/coldkeypub.txt");
        Files.writeString(publicFile, "0x" + TestObjects.PUBLIC_KEY);
        assertThat(cli.sign("plain")).isZero();
        assertThat(cli.errors()).doesNotContain("coldkeypub.txt");
        Files.writeString(publicFile, "0x" + "00".repeat(32));
        assertThat(cli.sign("plain")).isEqualTo(ExitCode.KEY_MISMATCH.number());
    }

    @Test
    void warnsIfNoFileNamesTheAddressOfTheKey() throws IOException {
        byte[] seed = ("0x" + TestObjects.SEED).getBytes(StandardCharsets.UTF_8);
        Path wallet = TestObjects.wallet(cli.wallets(), "bare", seed);
        assertThat(cli.sign("bare")).isZero();
        assertThat(cli.errors()).doesNotContain("is yours");
        Files.delete(wallet.resolve("coldkeypub.txt"));
        assertThat(cli.sign("bare")).isZero();
        assertThat(cli.errors()).contains("make sure that " + TestObjects.ADDRESS + " is yours");
    }

    @Test
    void reportsAColdkeyThatIsAFolderOrOver1MiB() throws IOException {
        Path coldkey = cli.wallets().resolve("plain/coldkey");
        Files.delete(coldkey);
        Files.createDirectory(coldkey);
        assertThat(cli.sign("plain")).isEqualTo(ExitCode.FILE_UNREADABLE.number());
        Files.delete(coldkey);
        Files.write(coldkey, new byte[(1 << 20) + 1]);
        assertThat(cli.sign("plain")).isEqualTo(ExitCode.FILE_UNREADABLE.number());
    }

    @Test
    void neverWritesToAWallet() throws IOException {
        Path wallet = cli.wallets().resolve("plain");
        assertThat(cli.sign("plain")).isZero();
        assertThat(cli.run(
                        "sign",
                        "--name",
                        "plain",
                        "--path",
                        cli.wallets().toString(),
                        "--api-url",
                        TestObjects.API_URL,
                        "--token",
                        TestObjects.TOKEN,
                        "--output",
                        wallet.resolve("out.txt").toString()))
                .isEqualTo(ExitCode.OUTPUT_REFUSED.number());
        try (Stream<Path> files = Files.list(wallet)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("coldkey", "coldkeypub.txt");
        }
        assertThat(wallet.resolve("coldkey")).hasBinaryContent(TestObjects.keyfile("plain.json"));
    }

    @Test
    void acceptsWalletAndHotkeyAsOneName() throws IOException {
        Files.createDirectories(cli.wallets().resolve("plain/hotkeys"));
        Files.createFile(cli.wallets().resolve("plain/hotkeys/h1"));
        assertThat(cli.sign("plain/h1")).isZero();
        assertThat(cli.printed()).contains("--wallet-name plain ", " --hotkey h1 ");
        assertThat(cli.sign("plain/h2")).isEqualTo(ExitCode.WALLET_NOT_FOUND.number());
    }

    /** The wallets' own verifier treats every address as sr25519, unless the caller states another type. */
    @Test
    void refusesAnEd25519Wallet() throws IOException {
        Path wallet = TestObjects.wallet(cli.wallets(), "ed", TestObjects.keyfile("plain-ed25519.json"));
        Files.delete(wallet.resolve("coldkeypub.txt"));
        assertThat(cli.sign("ed")).isEqualTo(ExitCode.KEY_UNSUPPORTED.number());
        assertThat(cli.errors()).contains("✗ This coldkey is ed25519,");
        assertThat(cli.output()).doesNotExist();
    }
}
