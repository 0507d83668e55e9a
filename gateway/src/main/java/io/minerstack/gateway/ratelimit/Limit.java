package io.minerstack.gateway.ratelimit;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many requests in so long. A caller that was quiet for a whole window may use all of it at once; what was used comes
 * back evenly.
 *
 * @param requests 1–1,000,000; 0 means unlimited
 * @param window a second, a minute or an hour
 */
public record Limit(long requests, Duration window) {

    /** No limit. */
    public static final Limit OFF = new Limit(0, Duration.ZERO);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,7})/([smh])");
    private static final long MOST = 1_000_000;

    /** Reads {@code 20/m}, {@code 5/s}, {@code 100/h} or {@code off}; also what configuration binding calls. */
    public static Limit of(String text) {
        String value = text.strip().toLowerCase(Locale.ROOT);
        if (value.equals("off")) {
            return OFF;
        }
        Matcher form = FORM.matcher(value);
        if (!form.matches()) {
            throw unreadable(text);
        }
        long requests = Long.parseLong(form.group(1));
        if (requests < 1 || requests > MOST) {
            throw unreadable(text);
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

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" is no limit (expected: such as 20/m, 5/s, 100/h, up to 1000000, or off)");
    }
}
