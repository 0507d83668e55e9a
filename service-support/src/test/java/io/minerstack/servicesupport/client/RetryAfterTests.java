package io.minerstack.servicesupport.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTests {

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @Test
    void readsSecondsAndDates() {
        assertThat(parse("2")).isEqualTo(Duration.ofSeconds(2));
        assertThat(parse(" 0.5 ")).isEqualTo(Duration.ofMillis(500));
        assertThat(parse("Thu, 01 Jan 2026 00:00:30 GMT")).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void boundsPastDatesAndVeryLongWaits() {
        assertThat(parse("Wed, 31 Dec 2025 00:00:00 GMT")).isEqualTo(Duration.ZERO);
        assertThat(parse("99999999999999999999")).isEqualTo(Duration.ofHours(1));
        assertThat(RetryAfter.parseSeconds("999999")).isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"soon", " ", "1; drop", "-1"})
    void returnsNullForWhatCannotBeRead(@Nullable String header) {
        assertThat(parse(header)).isNull();
        assertThat(RetryAfter.parseSeconds(header)).isNull();
    }

    @Test
    void readsOnlyPositiveWholeSecondsFromOurOwnServices() {
        assertThat(RetryAfter.parseSeconds("17")).isEqualTo(Duration.ofSeconds(17));
        assertThat(RetryAfter.parseSeconds("0")).isNull();
        assertThat(RetryAfter.parseSeconds("0.5")).isNull();
        assertThat(RetryAfter.parseSeconds("9999999999")).isNull();
        assertThat(RetryAfter.parseSeconds("Thu, 01 Jan 2026 00:00:30 GMT")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"PT0S,1", "PT0.001S,1", "PT1S,1", "PT1.001S,2", "PT2M,120"})
    void writesWholeSecondsRoundedUpAndAtLeastOne(Duration wait, String header) {
        assertThat(RetryAfter.format(wait)).isEqualTo(header);
    }

    private @Nullable Duration parse(@Nullable String header) {
        return RetryAfter.parse(header, clock);
    }
}
