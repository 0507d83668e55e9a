package io.minerstack.standalone.process;

import java.time.Duration;

/** How long to wait before a child is started again: twice as long each time, unless it had been running well. */
class Backoff {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration WELL = Duration.ofMinutes(1);

    private Duration next = FIRST;

    Duration after(Duration ran) {
        if (ran.compareTo(WELL) >= 0) {
            next = FIRST;
        }
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return pause;
    }
}
