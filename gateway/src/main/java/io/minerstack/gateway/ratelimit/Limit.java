package io.minerstack.gateway.ratelimit;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests are allowed in a window of time. A window begins with the first request that is counted, and ends
 * {@code window} later, whatever was sent in it. So {@code requests} are allowed in the first minute, and not twice as
 * many as with a bucket that refills while it is used.
 *
 * @param requests 1–1,000,000; 0 means unlimited
 * @param window one second, one minute or one hour
 */
public record Limit(long requests, Duration window) {

    /** Unlimited. */
    public static final Limit OFF = new Limit(0, Duration.ZERO);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,7})/([smh])");
    private static final long MAX_REQUESTS = 1_000_000;

    /** Parses {@code 20/m}, {@code 5/s}, {@code 100/h} or {@code off}. Configuration binding calls this method, too. */
    public static Limit of(String text) {
        String value = text.strip().toLowerCase(Locale.ROOT);
        if (value.equals("off")) {
            return OFF;
        }
        Matcher form = FORM.matcher(value);
        if (!form.matches()) {
            throw invalid(text);
        }
        long requests = Long.parseLong(form.group(1));
        if (requests < 1 || requests > MAX_REQUESTS) {
            throw invalid(text);
        }
        return new Limit(requests, window(form.group(2)));
    }

    public boolean isOff() {
        return requests == 0;
    }

    private static Duration window(String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" is not a rate limit (expected: such as 20/m, 5/s, 100/h, up to 1000000, or off)");
    }
}
