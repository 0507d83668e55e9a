package io.minerstack.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.credentials.Credentials;
import io.minerstack.registration.crypto.CryptoType;
import io.minerstack.registration.crypto.SigningKey;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.terminal.CliEnvironment;
import io.minerstack.registration.terminal.FakeTerminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands from the arguments to the exit code, with wallets on disk and a person who types. */
class RegistrationCliTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T05:06:07.000890Z"), ZoneId.of("UTC"));

    @TempDir
    private Path folder;

    private Path wallets;
    private FakeTerminal terminal = FakeTerminal.withNobody();
    private Map<String, String> environment = Map.of();
    private Clock clock = CLOCK;

    @BeforeEach
    void makeWallets() throws IOException {
        wallets = folder.resolve("wallets");
        TestObjects.wallet(wallets, "plain", TestObjects.keyfile("plain.json"));
        TestObjects.wallet(wallets, "vault", TestObjects.keyfile("ansible-vault"));
    }

    /** What {@code strings} over everything that was printed or written would find. */
    @AfterEach
    void nothingSecretWasPrintedOrWritten() throws IOException {
        String told = terminal.printed() + terminal.complained();
        assertThat(told).doesNotContain(TestObjects.TOKEN);
        assertThat(Leaks.in(told.getBytes(StandardCharsets.UTF_8))).isEmpty();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(wallets))
                    .filter(file -> !file.endsWith("coldkey"))
                    .forEach(file -> assertThat(Leaks.in(bytes(file)))
                            .as(file.toString())
                            .isEmpty());
        }
    }

    @Test
    void signsAndVerifies() {
        assertThat(sign("plain")).isZero();
        assertThat(latin1(folder.resolve("out.txt")))
                .startsWith(TestObjects.API_URL + "<seperate>" + TestObjects.TOKEN + "\n\tSigned by: "
                        + TestObjects.ADDRESS + "\n")
                .endsWith("\n\tTimestamp: 2026-03-04T05:06:07.000890 (UTC)\n");
        assertThat(terminal.printed()).contains("preflight", "portal", "btcli subnet register", TestObjects.ADDRESS);

        terminal = FakeTerminal.withNobody();
        assertThat(run("verify", "out.txt")).isZero();
        assertThat(terminal.printed()).contains(TestObjects.ADDRESS, TestObjects.API_URL, "sr25519", "0 s ago");
    }

    @Test
    void asksForThePasswordWhenNobodyHasGivenIt() {
        terminal = FakeTerminal.typing(TestObjects.PASSWORD);
        assertThat(sign("vault")).isZero();
        assertThat(terminal.asked()).contains("'vault'").contains("not shown");
        assertThat(terminal.complained()).contains("Deriving the key");
    }

    @Test
    void forgivesASpaceTypedTooMany() {
        terminal = FakeTerminal.typing(" " + TestObjects.PASSWORD + " ");
        assertThat(sign("vault")).isZero();
    }

    @Test
    void takesThePasswordFromTheEnvironmentWithoutAsking() {
        terminal = FakeTerminal.typing("another");
        environment = Map.of("BT_COLD_PW_VAULT", TestObjects.PASSWORD);
        assertThat(sign("vault")).isZero();
        assertThat(terminal.asked()).isNull();
    }

    @Test
    void warnsOfAPasswordOnTheCommandLine() {
        assertThat(sign("vault", "--wallet-password", TestObjects.PASSWORD)).isZero();
        assertThat(terminal.complained()).contains("! --wallet-password shows the password");
    }

    @Test
    void asksForNothingWhenThereIsNobodyToAsk() {
        assertThat(sign("vault")).isEqualTo(ExitCode.PASSWORD_MISSING.number());
        assertThat(terminal.complained())
                .contains(
                        "BT_PW_", "BT_COLD_PW_VAULT to the password itself", "nobody is here: run this in a terminal");
        assertThat(folder.resolve("out.txt")).doesNotExist();
    }

    @Test
    void tellsWhereAWrongPasswordCameFrom() {
        environment = Map.of("BT_COLD_PW_VAULT", "wrong-secret");
        assertThat(sign("vault")).isEqualTo(ExitCode.PASSWORD_WRONG.number());
        assertThat(terminal.complained()).contains("BT_COLD_PW_VAULT").doesNotContain("wrong-secret");
        assertThat(folder.resolve("out.txt")).doesNotExist();
    }

    @Test
    void saysSoWhenTheLocaleAteLettersOfThePassword() {
        assertThat(sign("vault", "--wallet-password", "p\uFFFD\uFFFDss")).isEqualTo(ExitCode.PASSWORD_MISSING.number());
        assertThat(terminal.complained()).contains("LC_ALL=C.UTF-8");
    }

    @Test
    void noticesThePublicFileOfAnotherWallet() throws IOException {
        Files.writeString(
                wallets.resolve("plain/coldkeypub.txt"),
                "{\"ss58Address\":\"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY\"}");
        assertThat(sign("plain")).isEqualTo(ExitCode.KEY_MISMATCH.number());
    }

    @Test
    void noticesADamagedPublicFileAndDoesWithoutAMissingOne() throws IOException {
        Path publicFile = wallets.resolve("plain/coldkeypub.txt");
        Files.writeString(publicFile, "{\"ss58Addr");
        assertThat(sign("plain")).isEqualTo(ExitCode.KEYFILE_DAMAGED.number());
        assertThat(terminal.complained()).contains("coldkeypub.txt");
        Files.delete(publicFile);
        assertThat(sign("plain")).isZero();
        assertThat(terminal.complained()).contains("! No coldkeypub.txt names an address");
    }

    @Test
    void comparesWithAPublicFileOfTheOldestWallets() throws IOException {
        Path publicFile = wallets.resolve("plain/coldkeypub.txt");
        Files.writeString(publicFile, "0x" + TestObjects.PUBLIC_KEY);
        assertThat(sign("plain")).isZero();
        assertThat(terminal.complained()).doesNotContain("coldkeypub.txt");
        Files.writeString(publicFile, "0x" + "00".repeat(32));
        assertThat(sign("plain")).isEqualTo(ExitCode.KEY_MISMATCH.number());
    }

    @Test
    void warnsWhenNothingSaysWhoseABareKeyIs() throws IOException {
        Path wallet = TestObjects.wallet(wallets, "bare", ("0x" + TestObjects.SEED).getBytes(StandardCharsets.UTF_8));
        assertThat(sign("bare")).isZero();
        assertThat(terminal.complained()).doesNotContain("is yours");
        Files.delete(wallet.resolve("coldkeypub.txt"));
        assertThat(sign("bare")).isZero();
        assertThat(terminal.complained()).contains("make sure that " + TestObjects.ADDRESS + " is yours");
    }

    @Test
    void reportsAColdkeyThatIsAFolderOrAGiant() throws IOException {
        Path coldkey = wallets.resolve("plain/coldkey");
        Files.delete(coldkey);
        Files.createDirectory(coldkey);
        assertThat(sign("plain")).isEqualTo(ExitCode.FILE_UNREADABLE.number());
        Files.delete(coldkey);
        Files.write(coldkey, new byte[(1 << 20) + 1]);
        assertThat(sign("plain")).isEqualTo(ExitCode.FILE_UNREADABLE.number());
    }

    @Test
    void neverWritesToAWallet() throws IOException {
        assertThat(run(
                        "sign",
                        "--name",
                        "plain",
                        "--path",
                        wallets.toString(),
                        "--api-url",
                        TestObjects.API_URL,
                        "--token",
                        TestObjects.TOKEN,
                        "--output",
                        wallets.resolve("plain/out.txt").toString()))
                .isEqualTo(ExitCode.OUTPUT_REFUSED.number());
        assertThat(sign("plain")).isZero();
        try (Stream<Path> files = Files.list(wallets.resolve("plain"))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("coldkey", "coldkeypub.txt");
        }
        assertThat(wallets.resolve("plain/coldkey")).hasBinaryContent(TestObjects.keyfile("plain.json"));
    }

    @Test
    void takesTheNameOfWalletAndHotkeyInOne() throws IOException {
        Files.createDirectories(wallets.resolve("plain/hotkeys"));
        Files.createFile(wallets.resolve("plain/hotkeys/h1"));
        assertThat(sign("plain/h1")).isZero();
        assertThat(terminal.printed()).contains("--wallet-name plain ", " --hotkey h1 ");
        assertThat(sign("plain/h2")).isEqualTo(ExitCode.WALLET_NOT_FOUND.number());
    }

    /** The wallets' own verifier takes an address for sr25519's unless it is told otherwise, and nothing tells it. */
    @Test
    void refusesAnEd25519WalletAsTheNetworkWould() throws IOException {
        Path wallet = TestObjects.wallet(wallets, "ed", TestObjects.keyfile("plain-ed25519.json"));
        Files.delete(wallet.resolve("coldkeypub.txt"));
        assertThat(sign("ed")).isEqualTo(ExitCode.KEY_UNSUPPORTED.number());
        assertThat(terminal.complained()).contains("✗ This coldkey is ed25519,");
        assertThat(folder.resolve("out.txt")).doesNotExist();
    }

    @Test
    void verifyRefusesAnEd25519SignatureAsTheNetworkWould() {
        ApiUrl url = new ApiUrl(TestObjects.API_URL);
        WipeableSecret token = WipeableSecret.of(TestObjects.TOKEN);
        try (SigningKey key = CryptoType.ED25519.fromSeed(TestObjects.hex(TestObjects.SEED))) {
            String signature = HexFormat.of().formatHex(key.sign(Credentials.message(url, token)));
            write(new Credentials(url, token, key.address(), signature, "2026-03-04T05:06:07 (UTC)").file());
        }
        assertThat(run("verify", "out.txt")).isEqualTo(ExitCode.KEY_UNSUPPORTED.number());
        assertThat(terminal.complained()).contains("ed25519");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8001, this machine only",
        "https://10.1.2.3, a private network only",
        "https://[::1]:8443, this machine only",
        "https://[fd00::1], a private network only",
        "https://1, no host at all",
        "https://localhost, this machine only",
        "https://miner.local., a private network only",
        "https://miner, a private network only",
    })
    void signAndVerifyWarnOfAUrlThatIsNotPublic(String url, String reach) {
        assertThat(signs(url, TestObjects.TOKEN)).isZero();
        assertThat(terminal.complained()).contains("! The URL is not public: ", " leads to " + reach);
        terminal = FakeTerminal.withNobody();
        assertThat(run("verify", "out.txt")).isZero();
        assertThat(terminal.complained()).contains("! The URL is not public: ", " leads to " + reach);
        assertThat(terminal.complained().contains("! The URL is not https")).isEqualTo(url.startsWith("http:"));
    }

    @Test
    void signAndVerifyHaveNothingToSayAgainstAGoodUrlAndKey() {
        environment = Map.of("API_KEY", TestObjects.TOKEN);
        assertThat(run("sign", "--name", "plain", "--path", wallets.toString(), "--api-url", TestObjects.API_URL))
                .isZero();
        assertThat(run("verify", "signed_credentials.txt")).isZero();
        assertThat(terminal.complained()).doesNotContain("!");
    }

    @ParameterizedTest
    @CsvSource({
        "0123456789abcdef, has only 16 characters",
        "0123456789abcdef 0123456789abcdef, has a space in it",
        "changeme-0123456789abcdef0123456789, is a sample value",
        "abababababababababababababababababab, is too easy to guess",
    })
    void signsAKeyThatTheStacksGatewayWouldRefuseAndWarns(String token, String flaw) {
        assertThat(signs(TestObjects.API_URL, token)).isZero();
        assertThat(terminal.complained()).contains("! The key " + flaw + ": the gateway of this stack refuses");
        assertThat(run("verify", "out.txt")).isZero();
    }

    @Test
    void verifyWarnsOfAFileThatOthersCanReadAndOfAnOldOne() throws IOException {
        sign("plain");
        terminal = FakeTerminal.withNobody();
        clock = Clock.fixed(CLOCK.instant().plus(Duration.ofDays(365)), ZoneId.of("UTC"));
        assertThat(run("verify", "out.txt")).isZero();
        assertThat(terminal.complained()).isEmpty();
        clock = Clock.fixed(CLOCK.instant().plus(Duration.ofDays(366)), ZoneId.of("UTC"));
        Files.setPosixFilePermissions(folder.resolve("out.txt"), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(run("verify", "out.txt")).isZero();
        assertThat(terminal.complained())
                .contains(
                        "! Others on this machine can get at the file (rw-r-----)",
                        "! It was signed more than a year ago");
    }

    @Test
    void refusesToWriteTheKeyToStandardOutput() {
        assertThat(run("sign", "--api-url", TestObjects.API_URL, "--token", TestObjects.TOKEN, "--output", "-"))
                .isEqualTo(ExitCode.OUTPUT_REFUSED.number());
        assertThat(terminal.complained()).contains("--output - would send the API key to a terminal or a pipe");
        assertThat(folder.resolve("-")).doesNotExist();
    }

    @Test
    void namesTheOptionThatIsMissingOrWrong() {
        assertThat(run("sign")).isEqualTo(ExitCode.USAGE.number());
        assertThat(terminal.complained()).contains("Missing: --api-url URL");
        assertThat(run("preflight", "--api-url", "x", "--timeout", "x")).isEqualTo(ExitCode.USAGE.number());
        assertThat(terminal.complained()).contains("✗ --timeout SECONDS has no value, is given twice, or");
        assertThat(run("verify")).isEqualTo(ExitCode.USAGE.number());
        assertThat(terminal.complained()).contains("Missing: FILE");
    }

    @Test
    void takesTheTokenFromTheEnvFile() throws IOException {
        Files.writeString(folder.resolve(".env"), "API_KEY=" + TestObjects.TOKEN + "\n");
        assertThat(run("sign", "--name", "plain", "--path", wallets.toString(), "--api-url", TestObjects.API_URL))
                .isZero();
        assertThat(latin1(folder.resolve("signed_credentials.txt"))).contains("<seperate>" + TestObjects.TOKEN + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://miner.example.com", TestObjects.TOKEN, TestObjects.ADDRESS})
    void verifyNoticesAnyChange(String part) throws IOException {
        sign("plain");
        Path file = folder.resolve("out.txt");
        String other =
                switch (part) {
                    case TestObjects.TOKEN -> TestObjects.TOKEN + "x";
                    case TestObjects.ADDRESS -> "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
                    default -> "https://minus.example.com";
                };
        Files.writeString(file, Files.readString(file).replace(part, other));
        assertThat(run("verify", file.toString())).isEqualTo(ExitCode.SIGNATURE_FALSE.number());
    }

    @Test
    void verifyRefusesATimeInTheFutureAndMissingFiles() {
        sign("plain");
        clock = Clock.fixed(CLOCK.instant().minusSeconds(3_600), ZoneId.of("UTC"));
        assertThat(run("verify", "out.txt")).isEqualTo(ExitCode.SIGNED_IN_FUTURE.number());
        assertThat(terminal.complained()).contains("future");
        assertThat(run("verify", "none.txt")).isEqualTo(ExitCode.FILE_NOT_FOUND.number());
        assertThat(run("verify", folder.toString())).isEqualTo(ExitCode.FILE_UNREADABLE.number());
    }

    @Test
    void verifyBoundsTheAgeWhereTheZoneIsUnknown() throws IOException {
        sign("plain");
        Path file = folder.resolve("out.txt");
        Files.writeString(file, Files.readString(file).replace("(UTC)", "(XYZ)"));
        assertThat(run("verify", "out.txt")).isZero();
        assertThat(terminal.printed()).contains("(XYZ), at most 14 h 0 min ago: no zone is known as XYZ then");
        clock = Clock.fixed(CLOCK.instant().minusSeconds(15 * 3_600), ZoneId.of("UTC"));
        assertThat(run("verify", "out.txt")).isEqualTo(ExitCode.SIGNED_IN_FUTURE.number());
        assertThat(terminal.complained()).contains("future");
    }

    @Test
    void verifyReadsTheZoneOfTheFileAndNotItsOwn() {
        clock = CLOCK.withZone(ZoneId.of("Asia/Shanghai"));
        sign("plain");
        clock = CLOCK.withZone(ZoneId.of("America/Chicago"));
        assertThat(run("verify", "out.txt")).isZero();
        assertThat(terminal.printed()).contains("(CST), 0 s ago\n");
        sign("plain");
        clock = CLOCK.withZone(ZoneId.of("Asia/Shanghai"));
        assertThat(run("verify", "out.txt")).isZero();
        assertThat(terminal.printed()).contains("(CST), between 0 s and 14 h 0 min ago: CST is several zones\n");
        clock = CLOCK.withZone(ZoneId.of("Asia/Tokyo"));
        sign("plain");
        clock = CLOCK;
        assertThat(run("verify", "out.txt")).isZero();
        assertThat(terminal.printed()).contains("(JST), 0 s ago\n");
    }

    @Test
    void printsNextStepsThatCanBePasted() throws IOException {
        Path odd = Files.createDirectories(folder.resolve("my wallets"));
        TestObjects.wallet(odd, "it's mine", TestObjects.keyfile("plain.json"));
        wallets = odd;
        assertThat(sign("it's mine")).isZero();
        assertThat(terminal.printed())
                .contains("--wallet-name 'it'\\''s mine' --wallet-path '" + odd + "' --hotkey HOTKEY")
                .contains("preflight --api-url " + TestObjects.API_URL + "  # asks for the key")
                .doesNotContain("--token");
        assertThat(terminal.complained()).contains("! --token shows the key");
    }

    @Test
    void leavesOutOfTheNextStepsWhatIsTheDefault() throws IOException {
        TestObjects.wallet(folder.resolve(".bittensor/wallets"), "default", TestObjects.keyfile("plain.json"));
        environment = Map.of("API_KEY", TestObjects.TOKEN);
        assertThat(run("sign", "--api-url", TestObjects.API_URL)).isZero();
        assertThat(terminal.printed())
                .contains("preflight --api-url " + TestObjects.API_URL + "\n")
                .contains("--wallet-name default --hotkey HOTKEY")
                .doesNotContain("--token");
    }

    @Test
    void neverQuotesWhatWasTypedWrong() {
        assertThat(run("sign", "--walet-password", TestObjects.PASSWORD)).isEqualTo(2);
        assertThat(run("sign", "--api-url", "x", "--walet-password=" + TestObjects.PASSWORD))
                .isEqualTo(2);
        assertThat(run("sign", "--api-url", "x", TestObjects.PASSWORD)).isEqualTo(2);
        assertThat(run("preflight", "--api-url", "x", "--timeout", TestObjects.PASSWORD))
                .isEqualTo(2);
        assertThat(run("sign", "--api-url")).isEqualTo(2);
        assertThat(terminal.complained()).contains("--walet-password", "--help");
    }

    @Test
    void takesAPasswordThatBeginsWithAnAt() throws IOException {
        Files.writeString(folder.resolve("arguments"), "--help");
        assertThat(sign("vault", "--wallet-password", "@" + folder.resolve("arguments")))
                .isEqualTo(ExitCode.PASSWORD_WRONG.number());
    }

    @Test
    void documentsItsExitCodes() throws IOException {
        assertThat(run("--help")).isZero();
        String help = terminal.printed().replaceAll("\\s+", " ");
        String readme = Files.readString(Path.of("README.md"));
        for (ExitCode code : ExitCode.values()) {
            assertThat(help).contains(" " + code.number() + " " + code.meaning());
            assertThat(readme).contains("\n| " + code.number() + " | " + code.meaning() + " |\n");
        }
        assertThat(Stream.of(ExitCode.values()).map(ExitCode::number)).doesNotHaveDuplicates();
    }

    private int sign(String wallet, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "sign",
                "--name",
                wallet,
                "--path",
                wallets.toString(),
                "--api-url",
                TestObjects.API_URL,
                "--token",
                TestObjects.TOKEN,
                "--output",
                "out.txt"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int signs(String url, String token) {
        return run(
                "sign",
                "--name",
                "plain",
                "--path",
                wallets.toString(),
                "--api-url",
                url,
                "--token",
                token,
                "--output",
                "out.txt");
    }

    private void write(byte[] credentials) {
        try {
            Files.write(folder.resolve("out.txt"), credentials);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int run(String... arguments) {
        CliEnvironment surroundings = new CliEnvironment(terminal, environment, clock, folder.toString(), folder);
        return RegistrationCli.of(surroundings).execute(arguments);
    }

    private static String latin1(Path file) {
        return new String(bytes(file), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
