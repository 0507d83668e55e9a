package io.minerstack.registration.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileIT {

    @TempDir
    private Path folder;

    @Test
    void deletesTheTemporaryFileWhenTheProcessIsStopped() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CreateTemporaryFile.class.getName(),
                        folder.resolve("out.txt").toString())
                .redirectErrorStream(true)
                .start();
        try {
            // the process prints a dot when the temporary file exists
            assertThat(process.getInputStream().read()).isEqualTo('.');
            assertThat(folder).isNotEmptyDirectory();
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(folder).isEmptyDirectory();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Creates the temporary file and never renames it. */
    static final class CreateTemporaryFile {

        private CreateTemporaryFile() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path temporary = OutputFile.at(Path.of(arguments[0])).createTemporaryFile();
            Files.writeString(temporary, "token");
            System.out.write('.');
            System.out.flush();
            Thread.sleep(60_000);
        }
    }
}
