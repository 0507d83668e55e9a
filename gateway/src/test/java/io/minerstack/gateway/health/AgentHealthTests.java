package io.minerstack.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

class AgentHealthTests {

    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");
    private static final LastKnownHealth KNOWN = new LastKnownHealth("vllm", "llama", 7);

    private final AgentHealth health = new AgentHealth(
            new AgentHealthProperties(
                    URI.create("http://127.0.0.1:8002"), Duration.ofSeconds(2), Duration.ofSeconds(10)),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void knowsNothingBeforeTheFirstReport() {
        assertThat(health.recentReport()).isNull();
        assertThat(health.lastKnown()).isEqualTo(LastKnownHealth.UNKNOWN);
    }

    @Test
    void returnsAReportUntilItIsTooOld() {
        AgentHealthReport report = reportOf(NOW.minusSeconds(10));
        health.update(report);
        assertThat(health.recentReport()).isEqualTo(report);

        health.update(reportOf(NOW.minusMillis(10_001)));
        assertThat(health.recentReport()).isNull();
        assertThat(health.lastKnown()).isEqualTo(KNOWN);
    }

    private static AgentHealthReport reportOf(Instant receivedAt) {
        return new AgentHealthReport(HttpStatus.OK, new JsonMapper().readTree("{}"), null, KNOWN, receivedAt);
    }
}
