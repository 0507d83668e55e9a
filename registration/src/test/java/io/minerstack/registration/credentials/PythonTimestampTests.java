package io.minerstack.registration.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonTimestampTests {

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05.123456789Z[UTC], 2026-01-02T03:04:05.123456 (UTC)",
        "2026-01-02T03:04:05.1Z[UTC], 2026-01-02T03:04:05.100000 (UTC)",
        "2026-01-02T03:04:00Z[UTC], 2026-01-02T03:04:00 (UTC)",
        "2026-01-02T03:04:00.000000999Z[UTC], 2026-01-02T03:04:00 (UTC)",
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05 (UTC)",
        "2026-07-02T03:04:05+02:00[Europe/Berlin], 2026-07-02T03:04:05 (CEST)",
        "2026-01-02T03:04:05+01:00[Europe/Berlin], 2026-01-02T03:04:05 (CET)",
    })
    void printsWhatPythonPrints(String time, String expected) {
        assertThat(PythonTimestamp.of(ZonedDateTime.parse(time))).isEqualTo(expected);
    }

    /** The last lines of real zone files. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CET-1CEST,M3.5.0,M10.5.0/3 | 3600 | CET",
                "CET-1CEST,M3.5.0,M10.5.0/3 | 7200 | CEST",
                "EST5EDT,M3.2.0,M11.1.0 | -18000 | EST",
                "EST5EDT,M3.2.0,M11.1.0 | -14400 | EDT",
                "<-03>3 | -10800 | -03",
                "<+0545>-5:45 | 20700 | +0545",
                "IST-1GMT0,M10.5.0,M3.5.0/1 | 3600 | IST",
                "IST-1GMT0,M10.5.0,M3.5.0/1 | 0 | GMT",
                "UTC0 | 0 | UTC",
            })
    void namesZonesAsTheCLibraryDoes(String rule, int offset, String name) {
        assertThat(ZoneAbbreviation.name(rule, offset)).isEqualTo(name);
    }

    @Test
    void tellsAgesByTheNamesItUnderstands() {
        ZonedDateTime now = ZonedDateTime.parse("2026-07-02T12:00:00+02:00[Europe/Berlin]");
        assertThat(exactly("2026-07-02T11:00:00.000000 (CEST)", now)).isEqualTo(Duration.ofHours(1));
        assertThat(exactly("2026-01-02T11:00:00 (CET)", now)).isEqualTo(Duration.ofDays(181));
        assertThat(exactly("2026-07-02T09:00:00 (UTC)", now)).isEqualTo(Duration.ofHours(1));
        assertThat(exactly("2026-07-02T07:00:00 (-03)", now)).isEqualTo(Duration.ZERO);
    }

    @Test
    void takesNoZoneNameThatCouldSteerATerminal() {
        assertThat(PythonTimestamp.isWellFormed("2026-07-01T12:00:00 (\u001b[31mUTC)"))
                .isFalse();
        assertThat(PythonTimestamp.isWellFormed("2026-07-01T12:00:00 (Mitteleuropäische Zeit)"))
                .isTrue();
    }

    @Test
    void boundsAgesWhereTheNameIsUnknown() {
        ZonedDateTime now = ZonedDateTime.parse("2026-07-02T12:00:00Z[UTC]");
        assertThat(PythonTimestamp.ago("2026-07-01T12:00:00 (XYZ)", now))
                .isEqualTo(new PythonTimestamp.Ago(Duration.ofHours(12), Duration.ofHours(38)));
    }

    private static Duration exactly(String text, ZonedDateTime now) {
        PythonTimestamp.Ago ago = PythonTimestamp.ago(text, now);
        assertThat(ago.isExact()).isTrue();
        return ago.least();
    }
}
