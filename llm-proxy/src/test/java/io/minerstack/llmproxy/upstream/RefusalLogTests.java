package io.minerstack.llmproxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class RefusalLogTests {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final RefusalLog refusals = new RefusalLog(((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    @Test
    void warnsOfEachReasonOnceAMinute() {
        assertThat(level("status 400: 5000 tokens are too many")).isEqualTo(Level.WARN);
        assertThat(level("status 400: 5001 tokens are too many")).isEqualTo(Level.INFO);
        assertThat(level("status 400: no template")).isEqualTo(Level.WARN);

        now = now.plus(Duration.ofMinutes(1));

        assertThat(level("status 400: 5002 tokens are too many")).isEqualTo(Level.WARN);
    }

    @Test
    void warnsOfFewReasonsWhereEachRequestHasAnother() {
        long warnings = "abcdefghijklmnopqrstuvwxyz"
                .chars()
                .filter(letter -> level("reason " + (char) letter) == Level.WARN)
                .count();

        assertThat(warnings).isEqualTo(16);
    }

    private Level level(String reason) {
        return refusals.level(new UpstreamException(FailureKind.REJECTED, reason));
    }
}
