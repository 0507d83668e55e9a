package io.minerstack.registration.credentials;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/**
 * How long ago a local time was, as far as the name of its zone tells: {@code CST} is China's, Chicago's and Havana's.
 *
 * @param zone its name, as it was written
 * @param known whether any zone bears that name; if none does the bounds are as far apart as the world's zones are
 * @param least below zero when the time may lie ahead
 * @param most the same as {@code least} when all the zones of that name agree
 */
public record Ago(String zone, boolean known, Duration least, Duration most) {

    /** Clocks differ a little; only a time from further ahead than this lies in the future. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final List<ZoneOffset> WORLD = List.of(ZoneOffset.ofHours(-12), ZoneOffset.ofHours(14));

    /**
     * Reads a clock.
     *
     * @param offsets of the zones with that name; none if there are none
     */
    static Ago of(LocalDateTime local, String zone, Collection<ZoneOffset> offsets, Instant now) {
        boolean known = !offsets.isEmpty();
        List<Duration> all = (known ? offsets : WORLD)
                .stream()
                        .map(offset -> Duration.between(local.toInstant(offset), now))
                        .sorted()
                        .toList();
        // nobody signs tomorrow: a reading from ahead is the wrong one, if there is another
        List<Duration> past = all.stream().filter(age -> !isAhead(age)).toList();
        List<Duration> ages = known && !past.isEmpty() ? past : all;
        return new Ago(zone, known, ages.getFirst(), ages.getLast());
    }

    private static boolean isAhead(Duration age) {
        return age.plus(TOLERANCE).isNegative();
    }

    public boolean isExact() {
        return least.equals(most);
    }

    /** Whether the time lies ahead by every reading. */
    public boolean isFuture() {
        return isAhead(most);
    }
}
