package io.minerstack.registration.credentials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The short name of a zone at a time, as the C library (and so Python) has it: {@code CET}, {@code CEST}, {@code -03}.
 * Java's own names differ, so the last line of the system's zone file is read (RFC 9636, section 3.3: a POSIX TZ text
 * such as {@code CET-1CEST,M3.5.0,M10.5.0/3}).
 */
final class ZoneAbbreviation {

    private static final Path ZONES = Path.of("/usr/share/zoneinfo");
    private static final Pattern RULE =
            Pattern.compile("(<[^>]+>|[A-Za-z]+)([+-]?)(\\d{1,3})(?::(\\d{2}))?(?::\\d{2})?(<[^>]+>|[A-Za-z]+)?.*");

    private ZoneAbbreviation() {}

    static String of(ZonedDateTime time) {
        String rule = rule(time.getZone().getId());
        String name = rule == null ? null : name(rule, time.getOffset().getTotalSeconds());
        return name == null ? javaName(time) : name;
    }

    /**
     * The offsets of every zone that goes by a name at a local time; none when no zone does.
     *
     * @param name such as {@code CST}, {@code UTC}, {@code -03} or, from a Python without zone data, {@code UTC+02:00}
     */
    static Set<ZoneOffset> offsets(String name, LocalDateTime local) {
        ZoneOffset stated = stated(name);
        if (stated != null) {
            return Set.of(stated);
        }
        Set<ZoneOffset> offsets = new HashSet<>();
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            for (ZoneOffset offset : zone.getRules().getValidOffsets(local)) {
                if (!offsets.contains(offset)
                        && of(ZonedDateTime.ofLocal(local, zone, offset)).equals(name)) {
                    offsets.add(offset);
                }
            }
        }
        return offsets;
    }

    private static @Nullable ZoneOffset stated(String name) {
        try {
            return name.equals("UTC") || name.equals("GMT")
                    ? ZoneOffset.UTC
                    : ZoneOffset.of(name.replaceFirst("^UTC(?=[+-])", ""));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The name of standard time when the offset is standard time's, else that of summer time; null if it has none. */
    static @Nullable String name(String rule, int offsetSeconds) {
        Matcher parts = RULE.matcher(rule);
        if (!parts.matches()) {
            return null;
        }
        int minutes =
                Integer.parseInt(parts.group(3)) * 60 + (parts.group(4) == null ? 0 : Integer.parseInt(parts.group(4)));
        // POSIX counts westwards
        int standard = ("-".equals(parts.group(2)) ? 60 : -60) * minutes;
        String name = offsetSeconds == standard ? parts.group(1) : parts.group(5);
        return name == null ? null : name.replaceAll("[<>]", "");
    }

    private static @Nullable String rule(String zone) {
        try {
            Path file = ZONES.resolve(zone).normalize();
            if (!file.startsWith(ZONES) || !Files.isRegularFile(file)) {
                return null;
            }
            String text = Files.readString(file, StandardCharsets.ISO_8859_1).stripTrailing();
            return text.substring(text.lastIndexOf('\n') + 1);
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    private static String javaName(ZonedDateTime time) {
        String name = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(time);
        return name.equals("Z") ? "UTC" : name;
    }
}
