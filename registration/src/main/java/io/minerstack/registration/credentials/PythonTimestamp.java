package io.minerstack.registration.credentials;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
     * How long ago that was, by every zone that the name in brackets may stand for.
     *
     * @param text well-formed
     */
    public static Ago ago(String text, Instant now) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not well-formed");
        }
        LocalDateTime local = LocalDateTime.parse(parts.group(1));
        String name = parts.group(2);
        return Ago.of(local, name, ZoneAbbreviation.offsets(name, local), now);
    }
}
