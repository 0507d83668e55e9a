package io.minerstack.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The small language model for tests with real answers. {@code ./miner model} takes it from {@code data/models} or from
 * {@code MINER_MODEL_CACHE}, and downloads it in the first run only.
 */
public final class TestModelFile {

    private TestModelFile() {}

    /** The model's file, whose checksum is right. Fails where there is none; the script prints the reason. */
    public static Path file() {
        Path script = script();
        try {
            Process process = new ProcessBuilder(script.toString(), "model")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException("no model for the tests: `./miner model` ended with status " + status);
            }
            return Path.of(output.strip());
        } catch (IOException failure) {
            throw new UncheckedIOException("can't run " + script, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while `./miner model` was running", interrupted);
        }
    }

    /** Tests run in the folder of their module or in the root. */
    private static Path script() {
        Path here = Path.of("miner").toAbsolutePath();
        return Files.isExecutable(here)
                ? here
                : Path.of("..", "miner").toAbsolutePath().normalize();
    }
}
