package io.minerstack.servicesupport.client;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes the header {@code Retry-After} (RFC 9110, section 10.2.3). */
public final class RetryAfter {

    /** The longest wait that is returned: a longer one in a header counts as this. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern WHOLE_SECONDS = Pattern.compile("\\d{1,9}");

    private RetryAfter() {}

    /**
     * Reads seconds or an HTTP date. Fractions of a second are accepted, because some model servers send them.
     *
     * @return from zero (also for a date in the past) to one hour; null where there is nothing that can be read
     */
    public static @Nullable Duration parse(@Nullable String header, Clock clock) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String value = header.strip();
        try {
            return bounded(
                    Character.isDigit(value.charAt(0))
                            ? Duration.ofMillis((long) (Double.parseDouble(value) * 1000))
                            : untilDate(value, clock));
        } catch (NumberFormatException | DateTimeException unreadable) {
            return null;
        }
    }

    /**
     * Reads whole seconds, which is the only form that the services of this project send.
     *
     * @return from one second to one hour; null for a date, for zero and where there is nothing that can be read
     */
    public static @Nullable Duration parseSeconds(@Nullable String header) {
        if (header == null || !WHOLE_SECONDS.matcher(header).matches()) {
            return null;
        }
        Duration wait = bounded(Duration.ofSeconds(Long.parseLong(header)));
        return wait.isZero() ? null : wait;
    }

    /** The header's value: whole seconds, rounded up, at least 1. */
    public static String format(Duration wait) {
        long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
        return Long.toString(Math.max(1, seconds));
    }

    private static Duration untilDate(String date, Clock clock) {
        return Duration.between(clock.instant(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    }

    private static Duration bounded(Duration wait) {
        Duration positive = wait.isNegative() ? Duration.ZERO : wait;
        return positive.compareTo(LONGEST) > 0 ? LONGEST : positive;
    }
}
