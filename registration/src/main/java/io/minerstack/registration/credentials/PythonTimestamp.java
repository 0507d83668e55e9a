package io.minerstack.registration.credentials;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The time in a credentials file: a local time as Python's {@code datetime.isoformat()} prints it and the name of the
 * time zone in brackets, such as {@code 2026-01-31T12:00:00.000001 (UTC)}. The fraction has six digits and is left out
 * if it is zero.
 *
 * @param zone the name as it was written, such as {@code CET}
 */
public record PythonTimestamp(LocalDateTime local, String zone) {

    // the name of a zone may not hold control characters, which could change what a terminal shows
    private static final Pattern FORMAT = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{6})?) \\(([^()\\p{Cc}\\p{Cf}]{1,80})\\)");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

    /** The time in UTC, in microseconds. */
    public static PythonTimestamp utc(Instant time) {
        return new PythonTimestamp(LocalDateTime.ofInstant(time, ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS), "UTC");
    }

    /** Null if the text does not have the format. */
    public static @Nullable PythonTimestamp parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        try {
            return new PythonTimestamp(LocalDateTime.parse(matcher.group(1)), matcher.group(2));
        } catch (DateTimeException e) {
            return null;
        }
    }

    public String text() {
        return (local.get(ChronoField.NANO_OF_SECOND) == 0 ? SECONDS : MICROS).format(local) + " (" + zone + ")";
    }

    /**
     * The offset, if the name of the zone states it: {@code UTC}, {@code GMT}, {@code -03}, {@code UTC+02:00}. Null for
     * an abbreviation: {@code CST} is used in China, Chicago and Havana.
     */
    public @Nullable ZoneOffset offset() {
        try {
            return zone.equals("UTC") || zone.equals("GMT")
                    ? ZoneOffset.UTC
                    : ZoneOffset.of(zone.replaceFirst("^UTC(?=[+-])", ""));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
