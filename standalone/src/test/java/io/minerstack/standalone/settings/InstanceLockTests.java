package io.minerstack.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceLockTests {

    @TempDir
    Path data;

    @Test
    void rejectsASecondProcessAndNamesTheFirst() throws IOException, InterruptedException {
        try (InstanceLock held = InstanceLock.take(data, 4711)) {
            assertThat(held).isNotNull();
            assertThat(anotherProcess()).contains("already running here (process 4711)");
        }
        assertThat(anotherProcess()).isEqualTo("taken");
    }

    @Test
    void reportsThatTheDataFolderIsAFile() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "");

        assertThatThrownBy(() -> InstanceLock.take(file, 1))
                .isInstanceOf(StartupException.class)
                .hasMessage("The data folder " + file + " can't be used (" + file
                        + "/run: Not a directory). Fix the cause, or set MINER_DATA to another folder");
    }

    /** Takes the lock in another process: within one process the lock would not block. */
    private String anotherProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Taker.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }

    /** Tries to take the lock and prints the result. */
    static final class Taker {

        private Taker() {}

        public static void main(String[] args) {
            try (InstanceLock lock = InstanceLock.take(Path.of(args[0]), 1)) {
                System.out.println(lock == null ? "nothing" : "taken");
            } catch (StartupException | IOException kept) {
                System.out.println(kept.getMessage());
            }
        }
    }
}
