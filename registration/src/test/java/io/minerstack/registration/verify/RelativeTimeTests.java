package io.minerstack.registration.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.credentials.PythonTimestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeTimeTests {

    private static final Instant NOW = Instant.parse("2026-07-02T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-07-02T09:59:30 (UTC), 30 s ago",
        "2026-07-02T09:00:00.000001 (UTC), 59 min ago",
        "2026-07-02T09:00:00 (GMT), 1 h 0 min ago",
        "2026-07-02T07:00:00 (-03), 0 s ago",
        "2026-07-02T12:00:00 (UTC+02:00), 0 s ago",
        "2026-01-02T10:00:00 (UTC), 181 d 0 h ago",
        "2026-07-02T10:04:00 (UTC), 0 s ago",
    })
    void printsTheAgeInTwoUnits(String timestamp, String text) {
        assertThat(age(timestamp).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"CST", "CET", "JST", "XYZ"})
    void isNotCertainForAnAbbreviation(String zone) {
        RelativeTime age = age("2026-07-01T12:00:00 (" + zone + ")");
        assertThat(age).isEqualTo(new RelativeTime(Duration.ofHours(10), Duration.ofHours(36)));
        assertThat(age.text()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-02T10:04:00 (UTC), false",
        "2026-07-02T10:06:00 (UTC), true",
        "2026-07-03T00:04:00 (XYZ), false",
        "2026-07-03T00:06:00 (XYZ), true",
    })
    void isInTheFutureOnlyIfThatIsCertain(String timestamp, boolean future) {
        assertThat(age(timestamp).isFuture()).isEqualTo(future);
    }

    @Test
    void isOlderOnlyIfThatIsCertain() {
        Duration day = Duration.ofDays(1);
        assertThat(age("2026-07-01T09:59:59 (UTC)").isOlderThan(day)).isTrue();
        assertThat(age("2026-07-01T10:00:00 (UTC)").isOlderThan(day)).isFalse();
        assertThat(age("2026-06-30T21:59:59 (XYZ)").isOlderThan(day)).isTrue();
        assertThat(age("2026-06-30T22:00:00 (XYZ)").isOlderThan(day)).isFalse();
    }

    private static RelativeTime age(String timestamp) {
        return RelativeTime.of(Objects.requireNonNull(PythonTimestamp.parse(timestamp)), NOW);
    }
}
