package io.minerstack.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.error.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as processes: memory, terminal, locale and what a process leaves behind. */
class ProcessIT {

    /** Runs a command on a pseudo-terminal, types the password at the prompt, and prints what the terminal showed. */
    private static final String TYPE_ON_TERMINAL = """
            import os, pty, sys
            child, terminal = pty.fork()
            if child == 0:
                os.execvp(sys.argv[2], sys.argv[2:])
            seen = b""
            asked = False
            while True:
                try:
                    seen += os.read(terminal, 4096)
                except OSError:  # the command has ended
                    break
                if not asked and b"(not shown): " in seen:
                    asked = True
                    os.write(terminal, bytes.fromhex(sys.argv[1]) + b"\\n")
            sys.stdout.buffer.write(seen)
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            """;

    @TempDir
    private Path folder;

    @Test
    void printsOneLineIfTheHeapIsTooSmall() throws Exception {
        TestObjects.wallet(folder, "mine", TestObjects.keyfile("nacl"));
        // the memory is checked before the password prompt
        assertThat(run("-Xmx512m", "UNUSED", "", sign())).isEqualTo(ExitCode.TOO_LITTLE_MEMORY.number());
        assertThat(errors()).contains("-Xmx768m").doesNotContain("Exception", "\tat ");
    }

    @Test
    void signsWithTheHeapAndCollectorOfASmallMachine() throws Exception {
        TestObjects.wallet(folder, "mine", TestObjects.keyfile("nacl"));
        assertThat(run("-Xmx768m", "BT_COLD_PW_MINE", TestObjects.PASSWORD, sign()))
                .as(errors())
                .isZero();
        assertThat(Files.readString(folder.resolve("out.txt"))).contains(TestObjects.ADDRESS);
        assertThat(errors() + Files.readString(folder.resolve("stdout"))).doesNotContain(TestObjects.secrets());
    }

    @Test
    void reportsThatThereIsNoTerminal() throws Exception {
        TestObjects.wallet(folder, "mine", TestObjects.keyfile("ansible-vault"));
        assertThat(run("-Xmx256m", "UNUSED", "", sign())).isEqualTo(ExitCode.PASSWORD_MISSING.number());
        assertThat(errors()).contains("no terminal");
    }

    @Test
    void reportsThatOnlyTheRedirectedOutputPreventsAPrompt() throws Exception {
        TestObjects.wallet(folder, "mine", TestObjects.keyfile("ansible-vault"));
        assertThat(onTerminal("exec \"$0\" \"$@\" >redirected", "")).contains("standard output is redirected");
        assertThat(onTerminal("exec \"$0\" \"$@\" </dev/null", "")).contains("no terminal for a prompt");
    }

    @Test
    void redrawsTheProgressOnlyOnATerminal() throws Exception {
        TestObjects.wallet(folder, "mine", TestObjects.keyfile("ansible-vault"));
        String password = TestObjects.PASSWORD;
        assertThat(onTerminal("exec \"$0\" \"$@\" </dev/null >redirected", password))
                .contains("\rDeriving");
        Files.delete(folder.resolve("out.txt"));
        assertThat(onTerminal("exec \"$0\" \"$@\" 2>redirected", password)).contains("Signed");
        assertThat(folder.resolve("redirected")).content().contains("Deriving").doesNotContain("\r");
    }

    /** Under the C locale Java treats the terminal as ASCII, and the wallet's own tools treat it as UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void readsAPasswordInTwoScriptsWithoutEcho(String locale) throws Exception {
        String password = "пароль-密码";
        TestObjects.wallet(folder, "mine", TestObjects.keyfile("ansible-vault-two-scripts"));
        byte[] typed = password.getBytes(StandardCharsets.UTF_8);
        Process process = typing(typed, locale);
        String seen = Files.readString(folder.resolve("stdout"), StandardCharsets.ISO_8859_1);
        assertThat(process.exitValue()).as(seen + errors()).isZero();
        assertThat(seen)
                .contains("Password of wallet 'mine' (not shown): ", TestObjects.ADDRESS)
                .doesNotContain(new String(typed, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(typed, 0, 4, StandardCharsets.ISO_8859_1), "????");
    }

    @Test
    void distinguishesCtrlDFromAMissingTerminal() throws Exception {
        TestObjects.wallet(folder, "mine", TestObjects.keyfile("ansible-vault"));
        Process process = typing(new byte[] {4}, "C.UTF-8");
        String seen = Files.readString(folder.resolve("stdout"));
        assertThat(process.exitValue()).as(seen).isEqualTo(ExitCode.PASSWORD_MISSING.number());
        assertThat(seen).contains("nothing was typed", "Ctrl-D").doesNotContain("terminal for a prompt");
    }

    /** Runs {@code sign} on a pseudo-terminal and types at the prompt. */
    private Process typing(byte[] typed, String locale) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("python3", "-c", TYPE_ON_TERMINAL, HexFormat.of().formatHex(typed)));
        command.addAll(java(List.of("-Xmx256m"), Arrays.asList(sign())));
        ProcessBuilder builder = builder(command);
        builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        return process;
    }

    /** Runs {@code sign} from a shell on a pseudo-terminal and returns what the terminal showed. */
    private String onTerminal(String shell, String password) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("python3", "-c", "import pty, sys; pty.spawn(sys.argv[1:])", "sh", "-c", shell));
        command.addAll(java(List.of("-Xmx256m"), Arrays.asList(sign())));
        ProcessBuilder builder = builder(command);
        if (!password.isEmpty()) {
            builder.environment().put("BT_COLD_PW_MINE", password);
        }
        Process process = builder.start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        return Files.readString(folder.resolve("stdout")) + errors();
    }

    /** The JVM's performance data file would hold the whole command line. */
    @Test
    void writesNoFileWithItsArguments() throws Exception {
        TestObjects.wallet(folder, "mine", TestObjects.keyfile("nacl"));
        List<String> arguments = new ArrayList<>(Arrays.asList(sign()));
        arguments.addAll(List.of("--wallet-password", TestObjects.PASSWORD));
        Process process = start(flags(), "UNUSED", "", arguments);
        try {
            while (!errors().contains("Deriving the key")) {
                assertThat(process.isAlive()).as(errors()).isTrue();
                Thread.sleep(50);
            }
            String pid = String.valueOf(process.pid());
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/tmp"), "hsperfdata_*")) {
                assertThat(folders)
                        .allSatisfy(data -> assertThat(data.resolve(pid)).doesNotExist());
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** The JVM options of {@code ./miner}; the README must have the same. */
    private static List<String> flags() throws IOException {
        String script =
                Files.readString(Path.of("../miner")).replace("\\\n", " ").replaceAll(" +", " ");
        Matcher command = Pattern.compile("\"-Xmx\\$heap\"(( -XX:\\S+)+) -jar \"\\$HERE/registration")
                .matcher(script);
        assertThat(command.find()).isTrue();
        String flags = "-Xmx768m" + command.group(1);
        assertThat(Files.readString(Path.of("README.md")).replace("\\\n", " ").replaceAll(" +", " "))
                .contains("java " + flags + " -jar");
        return List.of(flags.split(" "));
    }

    private static String[] sign() {
        return new String[] {
            "sign",
            "--name",
            "mine",
            "--path",
            ".",
            "--api-url",
            TestObjects.API_URL,
            "--token",
            TestObjects.TOKEN,
            "--output",
            "out.txt"
        };
    }

    private int run(String heap, String variable, String value, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(List.of(heap, "-XX:+UseSerialGC"), variable, value, Arrays.asList(arguments));
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Process start(List<String> flags, String variable, String value, List<String> arguments)
            throws IOException {
        ProcessBuilder builder = builder(java(flags, arguments));
        builder.environment().put(variable, value);
        return builder.start();
    }

    private static List<String> java(List<String> flags, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RegistrationApplication.class.getName()));
        command.addAll(arguments);
        return command;
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    private String errors() throws IOException {
        Path file = folder.resolve("stderr");
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }
}
