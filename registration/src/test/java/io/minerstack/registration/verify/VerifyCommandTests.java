package io.minerstack.registration.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.CommandRunner;
import io.minerstack.registration.TestObjects;
import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.credentials.Credentials;
import io.minerstack.registration.crypto.CryptoType;
import io.minerstack.registration.crypto.SigningKey;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.secret.WipeableSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyCommandTests {

    @RegisterExtension
    private final CommandRunner cli = new CommandRunner();

    @Test
    void printsTheContentOfAValidFileWithoutTheToken() {
        cli.sign("plain");
        cli.clearTerminal();
        assertThat(verify()).isZero();
        assertThat(cli.printed()).contains(TestObjects.ADDRESS, TestObjects.API_URL, "sr25519", "(UTC), 0 s ago\n");
        assertThat(cli.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://miner.example.com", TestObjects.TOKEN, TestObjects.ADDRESS})
    void rejectsAnyChange(String part) throws IOException {
        cli.sign("plain");
        replace(
                part,
                switch (part) {
                    case TestObjects.TOKEN -> TestObjects.TOKEN + "x";
                    case TestObjects.ADDRESS -> "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
                    default -> "https://minus.example.com";
                });
        assertThat(verify()).isEqualTo(ExitCode.SIGNATURE_INVALID.number());
    }

    @Test
    void rejectsAnEd25519Signature() throws IOException {
        ApiUrl url = new ApiUrl(TestObjects.API_URL);
        WipeableSecret token = WipeableSecret.of(TestObjects.TOKEN);
        try (SigningKey key = CryptoType.ED25519.fromSeed(TestObjects.hex(TestObjects.SEED))) {
            String signature = HexFormat.of().formatHex(key.sign(Credentials.message(url, token)));
            Files.write(
                    cli.output(),
                    new Credentials(url, token, key.address(), signature, "2026-03-04T05:06:07 (UTC)").file());
        }
        assertThat(verify()).isEqualTo(ExitCode.KEY_UNSUPPORTED.number());
        assertThat(cli.errors()).contains("ed25519");
    }

    @Test
    void reportsAMissingFileAndAFolder() {
        assertThat(cli.run("verify", "none.txt")).isEqualTo(ExitCode.FILE_NOT_FOUND.number());
        assertThat(cli.run("verify", cli.folder().toString())).isEqualTo(ExitCode.FILE_UNREADABLE.number());
    }

    @Test
    void warnsOfAFileThatOthersCanReadAndOfAnOldOne() throws IOException {
        cli.sign("plain");
        cli.clearTerminal();
        cli.setTime(CommandRunner.NOW.plus(Duration.ofDays(365)));
        assertThat(verify()).isZero();
        assertThat(cli.errors()).isEmpty();
        cli.setTime(CommandRunner.NOW.plus(Duration.ofDays(366)));
        Files.setPosixFilePermissions(cli.output(), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(verify()).isZero();
        assertThat(cli.errors())
                .contains(
                        "! Other users of this machine can read or change the file (rw-r-----)",
                        "! The file was signed more than a year ago");
    }

    @Test
    void rejectsATimeInTheFuture() {
        cli.sign("plain");
        cli.setTime(CommandRunner.NOW.minusSeconds(3_600));
        assertThat(verify()).isEqualTo(ExitCode.SIGNED_IN_FUTURE.number());
        assertThat(cli.errors()).contains("future");
    }

    @ParameterizedTest
    @CsvSource({
        "(UTC), '(UTC), 2 h 0 min ago'",
        "(+02:00), '(+02:00), 4 h 0 min ago'",
        "(-01), '(-01), 1 h 0 min ago'",
        "(CST), (CST)",
        "(Mitteleuropäische Zeit), (Mitteleuropäische Zeit)",
    })
    void printsTheZoneAsWrittenAndTheAgeOnlyIfTheOffsetIsCertain(String zone, String printed) throws IOException {
        cli.sign("plain");
        replace("(UTC)", zone);
        cli.setTime(CommandRunner.NOW.plus(Duration.ofHours(2)));
        cli.clearTerminal();
        assertThat(verify()).isZero();
        assertThat(cli.printed()).endsWith(printed + "\n");
    }

    @Test
    void rejectsATimeThatIsInTheFutureInEveryZone() throws IOException {
        cli.sign("plain");
        replace("(UTC)", "(CST)");
        cli.setTime(CommandRunner.NOW.minus(Duration.ofHours(13)));
        assertThat(verify()).isZero();
        cli.setTime(CommandRunner.NOW.minus(Duration.ofHours(15)));
        assertThat(verify()).isEqualTo(ExitCode.SIGNED_IN_FUTURE.number());
    }

    private int verify() {
        return cli.run("verify", "out.txt");
    }

    private void replace(String part, String other) throws IOException {
        Files.writeString(cli.output(), Files.readString(cli.output()).replace(part, other));
    }
}
