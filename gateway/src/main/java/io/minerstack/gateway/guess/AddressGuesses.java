package io.minerstack.gateway.guess;

import java.time.Duration;
import java.time.Instant;

/**
 * The wrong keys of one address.
 *
 * @param wrongKeys in the window that is under way
 * @param windowEnd when {@code wrongKeys} is forgotten
 * @param blocks so far
 * @param blockedUntil the end of the last block
 */
record AddressGuesses(int wrongKeys, Instant windowEnd, int blocks, Instant blockedUntil) {

    static final AddressGuesses NONE = new AddressGuesses(0, Instant.EPOCH, 0, Instant.EPOCH);

    /** The window in which wrong keys add up. */
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final Duration LONGEST_BLOCK = Duration.ofHours(1);
    /** People mistype, and a client may retry before somebody looks. */
    private static final int FREE = 3;

    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
    /** {@code 2^20} is more than an hour in seconds. */
    private static final int MOST_DOUBLINGS = 20;

    /** One wrong key more. */
    AddressGuesses count(Instant now, GuessProperties properties) {
        boolean sameWindow = now.isBefore(windowEnd);
        int counted = sameWindow ? wrongKeys + 1 : 1;
        if (counted < properties.wrongKeys()) {
            return new AddressGuesses(counted, sameWindow ? windowEnd : now.plus(WINDOW), blocks, blockedUntil);
        }
        return new AddressGuesses(
                0, Instant.EPOCH, blocks + 1, now.plus(doubled(properties.blockTime(), blocks, LONGEST_BLOCK)));
    }

    /** What is left of a block; zero without one. */
    Duration blockedFor(Instant now) {
        Duration left = Duration.between(now, blockedUntil);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** How late the answer to the last wrong key comes: at once for the first three, then 0.1 s, 0.2 s, 0.4 s … 5 s. */
    Duration delay() {
        return wrongKeys <= FREE ? Duration.ZERO : doubled(FIRST_DELAY, wrongKeys - FREE - 1, LONGEST_DELAY);
    }

    /** {@code first * 2^times}, at most {@code longest}. */
    private static Duration doubled(Duration first, int times, Duration longest) {
        Duration time = first.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
        return time.compareTo(longest) < 0 ? time : longest;
    }
}
