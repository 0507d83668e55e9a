package io.minerstack.registration.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
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

    @ParameterizedTest
    @CsvSource({
        "2026-07-02T11:00:00.000000, CEST, 1",
        "2026-01-02T11:00:00, CET, 4344",
        "2026-07-02T09:00:00, UTC, 1",
        "2026-07-02T09:00:00, GMT, 1",
        "2026-07-02T07:00:00, -03, 0",
        "2026-07-02T12:00:00, UTC+02:00, 0",
        "2026-07-02T19:00:00, JST, 0",
        "2026-07-02T05:00:00, EST, 0",
        "2026-07-02T06:00:00, EDT, 0",
    })
    void tellsTheAgeWhereAllZonesOfThatNameAgree(String local, String zone, int hours) {
        Ago ago = PythonTimestamp.ago(local + " (" + zone + ")", Instant.parse("2026-07-02T10:00:00Z"));
        assertThat(ago.isExact()).isTrue();
        assertThat(ago.least()).isEqualTo(Duration.ofHours(hours));
    }

    /** An Indian clock shows more than an Israeli one, so the same time was earlier there. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-26T08:00:00, CST, 0, 840",
        "2026-11-26T18:00:00, CST, 240, 240",
        "2026-11-26T16:00:00, IST, 0, 210",
        "2026-07-26T15:00:00, IST, 0, 270",
    })
    void tellsTheRangeOfAgesWhereAnAbbreviationIsThatOfSeveralZones(String local, String zone, int least, int most) {
        Instant now = Instant.parse(local.substring(0, 10) + "T14:00:00Z");
        Ago ago = PythonTimestamp.ago(local + " (" + zone + ")", now);
        assertThat(ago).isEqualTo(new Ago(zone, true, Duration.ofMinutes(least), Duration.ofMinutes(most)));
        assertThat(ago.isFuture()).isFalse();
    }

    @Test
    void isInTheFutureOnlyByEveryReading() {
        Instant now = Instant.parse("2026-11-26T14:00:00Z");
        assertThat(PythonTimestamp.ago("2026-11-26T22:04:00 (CST)", now).isFuture())
                .isFalse();
        assertThat(PythonTimestamp.ago("2026-11-26T22:06:00 (CST)", now).isFuture())
                .isTrue();
        assertThat(PythonTimestamp.ago("2026-11-27T03:00:00 (XYZ)", now).isFuture())
                .isFalse();
        assertThat(PythonTimestamp.ago("2026-11-27T05:00:00 (XYZ)", now).isFuture())
                .isTrue();
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
        Instant now = Instant.parse("2026-07-02T12:00:00Z");
        assertThat(PythonTimestamp.ago("2026-07-01T12:00:00 (XYZ)", now))
                .isEqualTo(new Ago("XYZ", false, Duration.ofHours(12), Duration.ofHours(38)));
    }
}
