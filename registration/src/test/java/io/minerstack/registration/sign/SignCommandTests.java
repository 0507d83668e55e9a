package io.minerstack.registration.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.CommandRunner;
import io.minerstack.registration.TestObjects;
import io.minerstack.registration.credentials.SubnetNotice;
import io.minerstack.registration.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file, the warnings and the next steps of {@code sign}. */
class SignCommandTests {

    @RegisterExtension
    private final CommandRunner cli = new CommandRunner();

    @Test
    void writesTheFourLines() {
        assertThat(cli.sign("plain")).isZero();
        assertThat(cli.signedFile())
                .startsWith(TestObjects.API_URL + "<seperate>" + TestObjects.TOKEN + "\n\tSigned by: "
                        + TestObjects.ADDRESS + "\n")
                .endsWith("\n\tTimestamp: 2026-03-04T05:06:07.000890 (UTC)\n");
        assertThat(cli.printed()).contains("preflight", "portal", "btcli subnet register", TestObjects.ADDRESS);
    }

    @Test
    void writesUtcInAnyTimeZone() {
        cli.setClock(Clock.fixed(CommandRunner.NOW, ZoneId.of("Asia/Shanghai")));
        assertThat(cli.sign("plain")).isZero();
        assertThat(cli.signedFile()).endsWith("\n\tTimestamp: 2026-03-04T05:06:07.000890 (UTC)\n");
    }

    @Test
    void takesTheTokenFromTheEnvironment() throws IOException {
        cli.setVariables(Map.of("API_KEY", TestObjects.TOKEN));
        assertThat(cli.run(
                        "sign",
                        "--name",
                        "plain",
                        "--path",
                        cli.wallets().toString(),
                        "--api-url",
                        TestObjects.API_URL))
                .isZero();
        assertThat(Files.readString(cli.folder().resolve("signed_credentials.txt")))
                .contains("<seperate>" + TestObjects.TOKEN + "\n");
        assertThat(cli.errors()).doesNotContain("!");
    }

    @Test
    void refusesToPrintTheKey() {
        assertThat(cli.run("sign", "--api-url", TestObjects.API_URL, "--token", TestObjects.TOKEN, "--output", "-"))
                .isEqualTo(ExitCode.OUTPUT_REFUSED.number());
        assertThat(cli.errors()).contains("--output - would print the API key");
        assertThat(cli.folder().resolve("-")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8001, this machine only",
        "https://10.1.2.3, a private network only",
        "https://[::1]:8443, this machine only",
        "https://[fd00::1], a private network only",
        "https://1, nowhere",
        "https://localhost, this machine only",
        "https://miner.local., a private network only",
        "https://miner, a private network only",
    })
    void warnsOfAUrlThatIsNotPublicAsVerifyDoes(String url, String scope) {
        assertThat(cli.signUrl(url, TestObjects.TOKEN)).isZero();
        assertThat(cli.errors()).contains("! The URL is not public: ", " can be reached from " + scope);
        cli.clearTerminal();
        assertThat(cli.run("verify", "out.txt")).isZero();
        assertThat(cli.errors()).contains("! The URL is not public: ", " can be reached from " + scope);
        assertThat(cli.errors().contains("! The URL is not https")).isEqualTo(url.startsWith("http:"));
    }

    @ParameterizedTest
    @CsvSource({
        "0123456789abcdef, has only 16 characters",
        "0123456789abcdef 0123456789abcdef, has a space in it",
        "changeme-0123456789abcdef0123456789, is a sample value",
        "abababababababababababababababababab, is too easy to guess",
    })
    void warnsOfAKeyThatTheGatewayWouldRefuse(String token, String weakness) {
        assertThat(cli.signUrl(TestObjects.API_URL, token)).isZero();
        assertThat(cli.errors()).contains("! The key " + weakness + ": the gateway of this stack refuses");
        assertThat(cli.run("verify", "out.txt")).isZero();
    }

    @Test
    void printsNextStepsThatCanBePasted() throws IOException {
        Path folder = Files.createDirectories(cli.folder().resolve("my wallets"));
        TestObjects.wallet(folder, "it's mine", TestObjects.keyfile("plain.json"));
        cli.setWallets(folder);
        assertThat(cli.sign("it's mine")).isZero();
        assertThat(cli.printed())
                .contains("--wallet-name 'it'\\''s mine' --wallet-path '" + folder + "' --hotkey HOTKEY")
                .contains("preflight --api-url " + TestObjects.API_URL + "  # with the same key")
                .doesNotContain("--token");
        assertThat(cli.errors()).contains("! --token shows the key");
    }

    @Test
    void leavesDefaultsOutOfTheNextSteps() throws IOException {
        TestObjects.wallet(cli.folder().resolve(".bittensor/wallets"), "default", TestObjects.keyfile("plain.json"));
        cli.setVariables(Map.of("API_KEY", TestObjects.TOKEN));
        assertThat(cli.run("sign", "--api-url", TestObjects.API_URL)).isZero();
        assertThat(cli.printed())
                .contains("preflight --api-url " + TestObjects.API_URL + "\n")
                .contains("--wallet-name default --hotkey HOTKEY --netuid NETUID\n")
                .doesNotContain("--token");
    }

    @Test
    void advisesToCheckTheNetuidAndNamesNoneInACommand() {
        assertThat(cli.sign("plain")).isZero();
        assertThat(cli.printed()).contains(SubnetNotice.LINE).doesNotContain("--netuid 80");
        assertThat(SubnetNotice.LINE).contains("Check the netuid before you pay", "netuid 80 now belongs to another");
    }
}
