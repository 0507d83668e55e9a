package io.minerstack.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.servicesupport.audit.AuditTrail;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BlockAuditTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BlockAudit audit = new BlockAudit(
            new AuditTrail("", "gateway", Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC)), meters);

    @Test
    void writesTheAddressAndTheTimeOfABlock(CapturedOutput output) {
        assertThat(audit.addressBlocked("2001:db8:1:2::/64", 20, 60)).isTrue();

        // the log may be JSON, in which a message is escaped
        assertThat(output.getAll().replace("\\\"", "\""))
                .containsOnlyOnce("{\"time\":\"2026-03-04T05:06:07Z\",\"event\":\"address.blocked\","
                        + "\"who\":\"gateway\",\"address\":\"2001:db8:1:2::/64\",\"wrong_keys\":20,\"seconds\":60}");
    }

    @Test
    void writesAHundredLinesAMinuteAndCountsTheRest() {
        int written = 0;
        for (int block = 0; block < 5000; block++) {
            written += audit.addressBlocked("192.0.2." + block % 256, 20, 60) ? 1 : 0;
        }

        // a slow machine may earn some more meanwhile
        assertThat(written).isBetween(100, 1000);
        assertThat(meters.get(BlockAudit.OMITTED).counter().count()).isEqualTo(5000 - written);
    }
}
