package io.minerstack.registration;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The wallets' own Python library, in a virtual environment under {@code target/} that is created once. */
final class PythonWalletLibrary {

    private static final String LIBRARY = "bittensor-wallet==4.1.1";
    private static final Path ENVIRONMENT =
            Path.of("target", "bittensor-wallet").toAbsolutePath();

    private PythonWalletLibrary() {}

    /** If the library can't be installed: fails if the variable CI is set, else skips the test and says so. */
    static void require() throws IOException, InterruptedException {
        Path done = ENVIRONMENT.resolve("installed");
        if (Files.exists(done)) {
            return;
        }
        String python = "python3";
        Result created = run(Map.of(), 120, List.of(python, "-m", "venv", ENVIRONMENT.toString()));
        Result installed = created.code() != 0
                ? created
                : run(Map.of(), 300, List.of(python(), "-m", "pip", "install", "--quiet", LIBRARY));
        if (installed.code() == 0) {
            Files.createFile(done);
            return;
        }
        String reason = "NOT RUN against the real wallet library: " + LIBRARY + " can't be installed here: "
                + installed.output().lines().reduce("", (first, last) -> last);
        if (System.getenv("CI") != null) {
            fail(reason);
        }
        abort(reason);
    }

    /** Runs a Python program that may import the library, and returns its output. Fails if the program fails. */
    static String python(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(python(), "-c", program));
        command.addAll(Arrays.asList(arguments));
        Result result = run(Map.of("PYTHONUTF8", "1", "LC_ALL", "C.UTF-8"), 120, command);
        if (result.code() != 0) {
            fail("python ended with " + result.code() + ": " + result.output());
        }
        return result.output().strip();
    }

    private static String python() {
        return ENVIRONMENT.resolve("bin/python").toString();
    }

    private static Result run(Map<String, String> environment, int seconds, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("python", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result(-1, "did not end within " + seconds + " s");
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Result(-1, String.valueOf(e.getMessage()));
        } finally {
            Files.delete(output);
        }
    }

    private record Result(int code, String output) {}
}
