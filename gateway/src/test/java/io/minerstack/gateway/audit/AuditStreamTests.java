package io.minerstack.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AuditStreamTests {

    private static final String LINE = "{\"time\":\"2026-03-04T05:06:07Z\",\"event\":\"address.blocked\","
            + "\"who\":\"gateway\",\"address\":\"2001:db8:1:2::/64\",\"wrong_keys\":20,\"seconds\":60}";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    private Path folder;

    @Test
    void writesALineOfJsonToTheFile() {
        Path file = folder.resolve("audit.jsonl");

        assertThat(stream(file.toString()).addressBlocked("2001:db8:1:2::/64", 20, 60))
                .isTrue();

        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(file)
                .hasContent(LINE));
    }

    @Test
    void writesTheLineToTheLogWithoutAFile(CapturedOutput output) {
        stream("").addressBlocked("2001:db8:1:2::/64", 20, 60);

        assertThat(unescaped(output)).containsOnlyOnce(LINE);
    }

    @Test
    void losesNoLineWhereTheFileCantBeWritten(CapturedOutput output) throws Exception {
        Path file = Files.createDirectory(folder.resolve("audit.jsonl"));

        stream(file.toString()).addressBlocked("2001:db8:1:2::/64", 20, 60);

        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(unescaped(output))
                .contains("can't be written")
                .contains(LINE));
    }

    @Test
    void writesAHundredLinesAMinuteAndCountsTheRest() {
        AuditStream stream = stream("");
        int written = 0;
        for (int block = 0; block < 5000; block++) {
            written += stream.addressBlocked("192.0.2." + block % 256, 20, 60) ? 1 : 0;
        }

        // a slow machine may earn some more meanwhile
        assertThat(written).isBetween(100, 1000);
        assertThat(meters.get(AuditStream.OMITTED).counter().count()).isEqualTo(5000 - written);
    }

    /** The log may be JSON, in which a message is escaped. */
    private static String unescaped(CapturedOutput output) {
        return output.getAll().replace("\\\"", "\"");
    }

    private AuditStream stream(String file) {
        Clock clock = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);
        return new AuditStream(new AuditProperties(file), clock, meters);
    }
}
