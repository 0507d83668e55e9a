package io.minerstack.registration.credentials;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A local time as Python's {@code datetime.isoformat()} prints it (six digits of a second, or none when they are all
 * zero) and the name of the zone in brackets.
 */
public final class PythonTimestamp {

    private static final Pattern FORM = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{6})?) \\(([^()\\p{Cc}\\p{Cf}]{1,80})\\)");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

    private static final ZoneId WESTMOST = ZoneOffset.ofHours(-12);
    private static final ZoneId EASTMOST = ZoneOffset.ofHours(14);

    private PythonTimestamp() {}

    public static String of(ZonedDateTime time) {
        ZonedDateTime cut = time.truncatedTo(ChronoUnit.MICROS);
        DateTimeFormatter format = cut.getNano() == 0 ? SECONDS : MICROS;
        return format.format(cut) + " (" + ZoneAbbreviation.of(cut) + ")";
    }

    static boolean isWellFormed(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        try {
            LocalDateTime.parse(parts.group(1));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /**
     * How long ago a time was.
     *
     * @param least below zero when it lies ahead
     * @param most the same as {@code least} when the zone is known; else as far apart as the world's zones are
     */
    public record Ago(Duration least, Duration most) {

        public boolean isExact() {
            return least.equals(most);
        }
    }

    /**
     * How long ago that was.
     *
     * @param text well-formed
     * @param now with the zone of this machine, whose own names are understood first
     */
    public static Ago ago(String text, ZonedDateTime now) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not well-formed");
        }
        LocalDateTime local = LocalDateTime.parse(parts.group(1));
        String name = parts.group(2);
        if (ZoneAbbreviation.of(local.atZone(now.getZone())).equals(name)) {
            return between(local, now.getZone(), now.getZone(), now);
        }
        ZoneId zone = zone(name);
        return zone == null ? between(local, WESTMOST, EASTMOST, now) : between(local, zone, zone, now);
    }

    /** In the west it is earlier by the clock, so the same reading comes later. */
    private static Ago between(LocalDateTime local, ZoneId west, ZoneId east, ZonedDateTime now) {
        return new Ago(
                Duration.between(local.atZone(west).toInstant(), now.toInstant()),
                Duration.between(local.atZone(east).toInstant(), now.toInstant()));
    }

    private static @Nullable ZoneId zone(String name) {
        try {
            return name.equals("UTC") || name.equals("GMT") ? ZoneOffset.UTC : ZoneOffset.of(name);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
