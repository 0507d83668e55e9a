package io.minerstack.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The small language model that real answers are tested with. {@code ./miner model} keeps it in {@code data/models} or takes
 * it from {@code MINER_MODEL_CACHE}, so only the first run of all fetches anything.
 */
public final class RealModel {

    private RealModel() {}

    /** The checked file; fails with what the script says where it can't be had. */
    public static Path file() {
        Path script = script();
        try {
            Process process = new ProcessBuilder(script.toString(), "model")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException("no model to test with: `./miner model` ended with " + status);
            }
            return Path.of(said.strip());
        } catch (IOException broken) {
            throw new UncheckedIOException("can't run " + script, broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the model was fetched", stopped);
        }
    }

    /** Tests run in their module's folder or in the root. */
    private static Path script() {
        Path here = Path.of("miner").toAbsolutePath();
        return Files.isExecutable(here)
                ? here
                : Path.of("..", "miner").toAbsolutePath().normalize();
    }
}
