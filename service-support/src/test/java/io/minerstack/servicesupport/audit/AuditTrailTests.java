package io.minerstack.servicesupport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AuditTrailTests {

    private static final String LINE =
            "{\"time\":\"2026-03-04T05:06:07Z\",\"event\":\"door.opened\",\"who\":\"porter\",\"number\":1}";

    @TempDir
    private Path folder;

    @Test
    void writesALineOfJsonToAFileThatOnlyItsOwnerCanRead() throws IOException {
        Path file = folder.resolve("audit.jsonl");

        write(file.toString(), 1);

        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(file)
                .hasContent(LINE + "\n"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsTheOrderOfLines() {
        Path file = folder.resolve("audit.jsonl");
        AuditTrail trail = trail(file.toString());
        for (int number = 0; number < 200; number++) {
            trail.write(trail.line("door.opened").put("number", number));
        }

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(Files.readAllLines(file))
                .containsExactlyElementsOf(IntStream.range(0, 200)
                        .mapToObj(number -> LINE.replace("\"number\":1", "\"number\":" + number))
                        .toList()));
    }

    @Test
    void writesTheLineToTheLogWithoutAFile(CapturedOutput output) {
        write("", 1);

        assertThat(unescaped(output)).containsOnlyOnce(LINE).contains(AuditTrail.LOGGER, "WARN");
    }

    @Test
    void losesNoLineWhereTheFileCantBeWritten(CapturedOutput output) throws IOException {
        write(Files.createDirectory(folder.resolve("audit.jsonl")).toString(), 1);

        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(unescaped(output))
                .contains("can't be written")
                .contains(LINE));
    }

    private static void write(String file, int number) {
        AuditTrail trail = trail(file);
        trail.write(trail.line("door.opened").put("number", number));
    }

    private static AuditTrail trail(String file) {
        return new AuditTrail(file, "porter", Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC));
    }

    /** The log may be JSON, in which a message is escaped. */
    private static String unescaped(CapturedOutput output) {
        return output.getAll().replace("\\\"", "\"");
    }
}
