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
    void leavesNoPartBehindWhenItIsStoppedInTheMiddle() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HalfWay.class.getName(),
                        folder.resolve("out.txt").toString())
                .redirectErrorStream(true)
                .start();
        try {
            // it says so when the part is there
            assertThat(process.getInputStream().read()).isEqualTo('.');
            assertThat(folder).isNotEmptyDirectory();
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(folder).isEmptyDirectory();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Stops before the part gets its real name. */
    static final class HalfWay {

        private HalfWay() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path part = OutputFile.at(Path.of(arguments[0])).createPart();
            Files.writeString(part, "token");
            System.out.write('.');
            System.out.flush();
            Thread.sleep(60_000);
        }
    }
}
