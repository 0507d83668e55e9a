package io.minerstack.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that the stack runs from, put together from the jars of this build as {@code ./miner up} does. */
final class AssembledStack {

    private static final Path FOLDER = Path.of("target", "app").toAbsolutePath().normalize();

    private static boolean assembled;

    private AssembledStack() {}

    /** Puts it together at the first call. The AOT caches are left out: they change only how fast a start is. */
    static synchronized Path folder() throws IOException {
        if (!assembled) {
            Files.createDirectories(FOLDER);
            Path project = Path.of("..").toAbsolutePath().normalize();
            ProcessBuilder builder = new ProcessBuilder(
                            project.resolve("standalone/src/main/scripts/assemble")
                                    .toString(),
                            project.toString(),
                            FOLDER.toString(),
                            "jars")
                    .redirectErrorStream(true);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            try {
                if (process.waitFor() != 0) {
                    throw new AssertionError("The stack can't be put together: " + said);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", stopped);
            }
            assembled = true;
        }
        return FOLDER;
    }
}
