package io.minerstack.standalone.process;

import java.time.Duration;

/**
 * The pause before a child is restarted: {@code 0.5 s * 2^(restarts - 1)}, at most 30 s. A child that ran for at
 * least a minute starts again at 0.5 s.
 */
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
