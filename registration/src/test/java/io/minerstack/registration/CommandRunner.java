package io.minerstack.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.terminal.CliEnvironment;
import io.minerstack.registration.terminal.FakeTerminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/**
 * Runs commands from their arguments to their exit code, in a folder of their own with the wallets {@code plain} and
 * {@code vault}. After each test no secret may have been printed or written.
 */
public final class CommandRunner implements BeforeEachCallback, AfterEachCallback {

    /** The time of the clock, unless a test sets another one. */
    public static final Instant NOW = Instant.parse("2026-03-04T05:06:07.000890Z");

    private Path folder = Path.of("");
    private Path wallets = folder;
    private FakeTerminal terminal = FakeTerminal.withoutInput();
    private Map<String, String> variables = Map.of();
    private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("registration");
        wallets = folder.resolve("wallets");
        TestObjects.wallet(wallets, "plain", TestObjects.keyfile("plain.json"));
        TestObjects.wallet(wallets, "vault", TestObjects.keyfile("ansible-vault"));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        try {
            assertNothingLeaked();
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private void assertNothingLeaked() throws IOException {
        String output = printed() + errors();
        assertThat(output).doesNotContain(TestObjects.TOKEN);
        assertThat(LeakedSecrets.in(output.getBytes(StandardCharsets.UTF_8))).isEmpty();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(wallets) && !file.endsWith("coldkey"))
                    .forEach(file -> assertThat(LeakedSecrets.in(bytes(file)))
                            .as(file.toString())
                            .isEmpty());
        }
    }

    public Path folder() {
        return folder;
    }

    public Path wallets() {
        return wallets;
    }

    /** The file that {@link #sign} writes. */
    public Path output() {
        return folder.resolve("out.txt");
    }

    public void setWallets(Path wallets) {
        this.wallets = wallets;
    }

    public void setTerminal(FakeTerminal terminal) {
        this.terminal = terminal;
    }

    public void setVariables(Map<String, String> variables) {
        this.variables = variables;
    }

    public void setClock(Clock clock) {
        this.clock = clock;
    }

    /** Moves the clock to a time. */
    public void setTime(Instant time) {
        setClock(Clock.fixed(time, ZoneOffset.UTC));
    }

    /** Forgets what was printed so far. */
    public void clearTerminal() {
        terminal = FakeTerminal.withoutInput();
    }

    public String printed() {
        return terminal.printed();
    }

    public String errors() {
        return terminal.errors();
    }

    public FakeTerminal terminal() {
        return terminal;
    }

    /** Runs a command and returns its exit code. */
    public int run(String... arguments) {
        CliEnvironment environment = new CliEnvironment(terminal, variables, clock, folder.toString(), folder);
        return RegistrationCli.create(environment).execute(arguments);
    }

    /** Signs the test's URL and token with a wallet into {@link #output()}. */
    public int sign(String wallet, String... more) {
        return sign(wallet, TestObjects.API_URL, TestObjects.TOKEN, List.of(more));
    }

    /** Signs a URL and a token with the wallet {@code plain} into {@link #output()}. */
    public int signUrl(String url, String token) {
        return sign("plain", url, token, List.of());
    }

    private int sign(String wallet, String url, String token, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of("sign", "--name", wallet, "--path", wallets.toString()));
        arguments.addAll(List.of("--api-url", url, "--token", token, "--output", "out.txt"));
        arguments.addAll(more);
        return run(arguments.toArray(String[]::new));
    }

    /** The content of {@link #output()}, one character per byte. */
    public String signedFile() {
        return new String(bytes(output()), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
