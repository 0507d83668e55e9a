package io.minerstack.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that decides whether a load run has failed. A run of 10 s with 100 requests/s has 1,000 requests. */
class CheckErrorsTests {

    @TempDir
    Path folder;

    @Test
    void acceptsARunWithoutErrors() throws Exception {
        assertThat(check("fake 4 100.0 50.1 60.2 0\nstack 4 90.0 51.0 70.0 0\n"))
                .isEqualTo(new Result(0, ""));
    }

    @Test
    void acceptsErrorsUpToTheLimit() throws Exception {
        assertThat(check("stack 4 100.0 51.0 70.0 10\n").status()).isZero();
    }

    @Test
    void failsForACellWithMoreErrorsThanTheLimit() throws Exception {
        Result result = check("fake 4 100.0 50.1 60.2 0\nstack 64 100.0 51.0 70.0 11\nllm-proxy 4 100.0 50.0 60.0 0\n");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output())
                .isEqualTo("bench: stack with 64 clients: 11 of 1000 requests failed (expected: at most 1 %)\n");
    }

    @Test
    void failsForACellWithoutAnyAnswer() throws Exception {
        Result result = check("stack 4 0.0 0.0 0.0 0\n");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains("no request was answered");
    }

    @Test
    void failsForALineThatIsCutOff() throws Exception {
        assertThat(check("stack 4 100.0 51.0\n").status()).isEqualTo(1);
    }

    @Test
    void failsForARunWithoutCells() throws Exception {
        assertThat(check("").status()).isEqualTo(1);
    }

    private Result check(String rows) throws Exception {
        Path file = Files.writeString(folder.resolve("rows"), rows);
        Process process = new ProcessBuilder(
                        Path.of("load", "check-errors").toAbsolutePath().toString(), file.toString(), "10", "1")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private record Result(int status, String output) {}
}
