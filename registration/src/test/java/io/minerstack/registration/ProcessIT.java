package io.minerstack.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.failure.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: what only a fresh JVM can show. */
class ProcessIT {

    @TempDir
    private Path folder;

    @Test
    void endsWithOneLineWhenTheHeapIsTooSmallForTheKey() throws Exception {
        TestObjects.wallet(folder, "mine", TestObjects.keyfile("nacl"));
        assertThat(run("-Xmx512m", "BT_COLD_PW_MINE", TestObjects.PASSWORD, sign()))
                .isEqualTo(ExitCode.TOO_LITTLE_MEMORY.number());
        assertThat(errors()).contains("-Xmx768m").doesNotContain("Exception", "\tat ");
    }

    @Test
    void opensAWalletWithTheHeapAndCollectorOfASmallMachine() throws Exception {
        TestObjects.wallet(folder, "mine", TestObjects.keyfile("nacl"));
        assertThat(run("-Xmx768m", "BT_COLD_PW_MINE", TestObjects.PASSWORD, sign()))
                .as(errors())
                .isZero();
        assertThat(Files.readString(folder.resolve("out.txt"))).contains(TestObjects.ADDRESS);
        assertThat(errors() + Files.readString(folder.resolve("stdout"))).doesNotContain(TestObjects.secrets());
    }

    @Test
    void saysThatItNeedsATerminalWhenThereIsNone() throws Exception {
        TestObjects.wallet(folder, "mine", TestObjects.keyfile("nacl"));
        assertThat(run("-Xmx256m", "UNUSED", "", sign())).isEqualTo(ExitCode.PASSWORD_MISSING.number());
        assertThat(errors()).contains("no terminal");
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
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Registration.class.getName()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put(variable, value);
        Process process = builder.start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String errors() throws IOException {
        Path file = folder.resolve("stderr");
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }
}
