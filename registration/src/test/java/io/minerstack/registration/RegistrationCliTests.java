package io.minerstack.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistrationCliTests {

    @RegisterExtension
    private final CommandRunner cli = new CommandRunner();

    @Test
    void namesTheOptionThatIsMissingOrWrong() {
        assertThat(cli.run("sign")).isEqualTo(ExitCode.USAGE.number());
        assertThat(cli.errors()).contains("Missing: --api-url URL");
        assertThat(cli.run("preflight", "--api-url", "x", "--timeout", "x")).isEqualTo(ExitCode.USAGE.number());
        assertThat(cli.errors()).contains("✗ --timeout SECONDS has no value, is given twice, or");
        assertThat(cli.run("verify")).isEqualTo(ExitCode.USAGE.number());
        assertThat(cli.errors()).contains("Missing: FILE");
    }

    /** The runner checks after the test that the password was not printed. */
    @Test
    void neverQuotesWrongArguments() {
        String password = TestObjects.PASSWORD;
        assertThat(cli.run("sign", "--walet-password", password)).isEqualTo(2);
        assertThat(cli.run("sign", "--api-url", "x", "--walet-password=" + password))
                .isEqualTo(2);
        assertThat(cli.run("sign", "--api-url", "x", password)).isEqualTo(2);
        assertThat(cli.run("preflight", "--api-url", "x", "--timeout", password))
                .isEqualTo(2);
        assertThat(cli.run("sign", "--api-url")).isEqualTo(2);
        assertThat(cli.errors()).contains("--walet-password", "--help");
    }

    @Test
    void acceptsAPasswordThatStartsWithAnAtSign() throws IOException {
        Path arguments = Files.writeString(cli.folder().resolve("arguments"), "--help");
        assertThat(cli.sign("vault", "--wallet-password", "@" + arguments)).isEqualTo(ExitCode.PASSWORD_WRONG.number());
    }

    @Test
    void documentsTheExitCodesInHelpAndReadme() throws IOException {
        assertThat(cli.run("--help")).isZero();
        String help = cli.printed().replaceAll("\\s+", " ");
        String readme = Files.readString(Path.of("README.md"));
        for (ExitCode code : ExitCode.values()) {
            assertThat(help).contains(" " + code.number() + " " + code.meaning());
            assertThat(readme).contains("\n| " + code.number() + " | " + code.meaning() + " |\n");
        }
        assertThat(Stream.of(ExitCode.values()).map(ExitCode::number)).doesNotHaveDuplicates();
    }
}
