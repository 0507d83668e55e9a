package io.minerstack.registration.verify;

import io.minerstack.registration.credentials.PythonTimestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How long ago a file was signed. An abbreviation such as {@code CST} stands for several time zones, so the age is then
 * between the ages for UTC-12 and for UTC+14, the outermost offsets in use.
 *
 * @param least the shortest possible age; negative if the time may be in the future
 * @param most the longest possible age, equal to {@code least} if the offset is certain
 */
record RelativeTime(Duration least, Duration most) {

    private static final ZoneOffset WESTERNMOST = ZoneOffset.ofHours(-12);
    private static final ZoneOffset EASTERNMOST = ZoneOffset.ofHours(14);

    /** Clocks differ a little: only a time more than this ahead counts as future. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    static RelativeTime of(PythonTimestamp signed, Instant now) {
        ZoneOffset offset = signed.offset();
        return new RelativeTime(
                age(signed, offset == null ? WESTERNMOST : offset, now),
                age(signed, offset == null ? EASTERNMOST : offset, now));
    }

    private static Duration age(PythonTimestamp signed, ZoneOffset offset, Instant now) {
        return Duration.between(signed.local().toInstant(offset), now);
    }

    /** Whether the time is in the future in every time zone that the abbreviation may stand for. */
    boolean isFuture() {
        return most.plus(CLOCK_TOLERANCE).isNegative();
    }

    /** Whether the file is older than the limit in every time zone that the abbreviation may stand for. */
    boolean isOlderThan(Duration limit) {
        return least.compareTo(limit) > 0;
    }

    /** Such as {@code 5 min ago}, in the two largest units; null if the age is not certain. */
    @Nullable
    String text() {
        return least.equals(most) ? text(least) + " ago" : null;
    }

    private static String text(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + " d " + age.toHoursPart() + " h";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h " + age.toMinutesPart() + " min";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }
}
