package io.minerstack.agent.memory;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before a memory that failed is asked again: twice as long each time, and not all callers at once,
 * because one that has just come up would go down under everybody who waited for it.
 */
final class Backoff {

    private static final long FIRST_MILLIS = 200;
    private static final long LAST_MILLIS = 1_333;
    private static final int DOUBLINGS = 10;
    private static final double SPREAD = 0.5;
    // who said when to come back need not be told earlier, and not by all at the same moment
    private static final double SPREAD_OF_WISH = 0.1;

    private Backoff() {}

    /**
     * From 200 ms up to 2 s.
     *
     * @param failures how often it failed so far, from 1
     * @param asked what its {@code Retry-After} said; zero where it said nothing
     * @param most what there is time for
     */
    static Duration pause(int failures, Duration asked, Duration most) {
        double random = ThreadLocalRandom.current().nextDouble();
        long base = Math.min(LAST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, DOUBLINGS));
        double own = base * (1 + SPREAD * random);
        double wish = asked.toMillis() * (1 + SPREAD_OF_WISH * random);
        return Duration.ofMillis(Math.min((long) Math.max(own, wish), most.toMillis()));
    }
}
