package io.minerstack.llmproxy.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RetryAfterTests {

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @Test
    void readsSecondsAndDates() {
        assertThat(read("2")).isEqualTo(Duration.ofSeconds(2));
        assertThat(read(" 0.5 ")).isEqualTo(Duration.ofMillis(500));
        assertThat(read("Thu, 01 Jan 2026 00:00:30 GMT")).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void boundsWhatMakesNoSense() {
        assertThat(read("Wed, 31 Dec 2025 00:00:00 GMT")).isEqualTo(Duration.ZERO);
        assertThat(read("99999999999999999999")).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void takesWhatItCannotReadForNothing() {
        assertThat(read("soon")).isNull();
        assertThat(read("")).isNull();
        assertThat(read(null)).isNull();
        assertThat(read("1; drop")).isNull();
    }

    private @org.jspecify.annotations.Nullable Duration read(@org.jspecify.annotations.Nullable String header) {
        return RetryAfter.read(header, clock);
    }
}
