package io.minerstack.llmproxy.failure;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After}: seconds, or a date. */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    static @Nullable Duration read(@Nullable String header, Clock clock) {
        if (header == null || header.isBlank()) {
            return null;
        }
        try {
            Duration wait = Character.isDigit(header.strip().charAt(0))
                    ? Duration.ofMillis((long) (Double.parseDouble(header.strip()) * 1000))
                    : Duration.between(
                            clock.instant(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(header.strip(), Instant::from));
            Duration positive = wait.isNegative() ? Duration.ZERO : wait;
            return positive.compareTo(LONGEST) > 0 ? LONGEST : positive;
        } catch (NumberFormatException | DateTimeException unreadable) {
            return null;
        }
    }
}
