package io.minerstack.registration.key;

import io.minerstack.apikeys.KeyPurpose;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and checks the arguments of the {@code key} commands. */
final class KeyArguments {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smhd])");
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private KeyArguments() {}

    /** Reads {@code 90d}, {@code 24h}, {@code 30m} or {@code 0s}; at most ten years. */
    static Duration duration(String option, String text) {
        Matcher form = DURATION.matcher(text);
        if (!form.matches()) {
            throw usage(option + ": expected a time such as 90d, 24h, 30m or 60s");
        }
        long number = Long.parseLong(form.group(1));
        Duration duration =
                switch (form.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                };
        if (duration.compareTo(LONGEST) > 0) {
            throw usage(option + ": expected at most 3650d");
        }
        return duration;
    }

    /** When a key expires that lives for this time from now on; null for {@code never}. */
    static @Nullable Instant expiry(String text, Instant now) {
        if (text.equals("never")) {
            return null;
        }
        Duration life = duration("--expires", text);
        if (life.isZero()) {
            throw usage("--expires: expected a time above zero, or never");
        }
        return now.plus(life);
    }

    static KeyPurpose purpose(String label) {
        KeyPurpose purpose = KeyPurpose.parse(label);
        if (purpose == null) {
            throw usage("--purpose: expected normal, operator or probe");
        }
        return purpose;
    }

    /** Fails if a key of a probe, which no limit counts, gets limits. */
    static void checkCounted(KeyPurpose purpose, Map<String, String> limits, Map<String, String> budget) {
        if (purpose == KeyPurpose.PROBE && !(limits.isEmpty() && budget.isEmpty())) {
            throw usage("A probe is not limited, so it can have neither --limit nor --budget");
        }
    }

    /** Reads {@code name=value} of each use of an option; fails if a name is there twice. */
    static Map<String, String> pairs(String option, List<String> uses) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String use : uses) {
            int equals = use.indexOf('=');
            if (equals < 1) {
                throw usage(option + ": expected a name, = and a value");
            }
            String name = use.substring(0, equals);
            if (pairs.put(name, use.substring(equals + 1)) != null) {
                // not the name: it may be any text
                throw usage(option + ": one of its names is given twice");
            }
        }
        return pairs;
    }

    /** Fails unless {@code flaw} is null. */
    static void check(String what, @Nullable String flaw) {
        if (flaw != null) {
            throw usage(what + ": " + flaw);
        }
    }

    /** The time in whole seconds, as the key file has it. */
    static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    static RegistrationException usage(String problem) {
        return new RegistrationException(ExitCode.USAGE, problem + ".");
    }
}
