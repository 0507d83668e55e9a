package io.minerstack.registration.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonTimestampTests {

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05.123456789Z, 2026-01-02T03:04:05.123456 (UTC)",
        "2026-01-02T03:04:05.1Z, 2026-01-02T03:04:05.100000 (UTC)",
        "2026-01-02T03:04:00Z, 2026-01-02T03:04:00 (UTC)",
        "2026-01-02T03:04:00.000000999Z, 2026-01-02T03:04:00 (UTC)",
    })
    void printsTheTimeInUtcAsPythonDoes(Instant time, String expected) {
        assertThat(PythonTimestamp.utc(time).text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "CET", "-03", "Mitteleuropäische Zeit"})
    void parsesAnyNameOfAZone(String zone) {
        PythonTimestamp parsed = PythonTimestamp.parse("2026-07-01T12:00:00.000001 (" + zone + ")");
        assertThat(parsed).isEqualTo(new PythonTimestamp(LocalDateTime.parse("2026-07-01T12:00:00.000001"), zone));
        assertThat(Objects.requireNonNull(parsed).text()).isEqualTo("2026-07-01T12:00:00.000001 (" + zone + ")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-07-01T12:00:00",
                "2026-07-01T12:00:00 ()",
                "2026-07-01T12:00:00+02:00 (CEST)",
                "2026-07-01T12:00:00.123 (UTC)",
                "2026-02-30T12:00:00 (UTC)",
                "2026-07-01T25:00:00 (UTC)",
                "2026-07-01T12:00:00 (\u001b[31mUTC)",
            })
    void refusesOtherFormatsAndControlCharacters(String text) {
        assertThat(PythonTimestamp.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, Z",
        "GMT, Z",
        "-03, -03:00",
        "+0545, +05:45",
        "UTC+02:00, +02:00",
        "CET,",
        "CST,",
        "UTC-ish,",
    })
    void knowsTheOffsetOnlyIfTheNameStatesIt(String zone, @Nullable String offset) {
        PythonTimestamp timestamp = new PythonTimestamp(LocalDateTime.parse("2026-07-01T12:00:00"), zone);
        assertThat(timestamp.offset()).isEqualTo(offset == null ? null : ZoneOffset.of(offset));
    }
}
