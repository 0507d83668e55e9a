package io.minerstack.llmproxy.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The pause that an upstream asked for with {@code Retry-After}. After the pause one request probes. The others follow
 * when the probe gets its first token; without a token, the next request goes after 1 s, and then one every 200 ms. All
 * waiting requests at once would only be refused again.
 */
class Pause {

    private static final Duration PROBE_TIME = Duration.ofSeconds(1);
    private static final Duration SPACING = Duration.ofMillis(200);
    private static final Duration RECOVERY_TIME = Duration.ofSeconds(10);

    private final Clock clock;
    private volatile boolean recovering;
    private volatile Instant until = Instant.MIN;
    private int admitted;
    private int waiting;

    Pause(Clock clock) {
        this.clock = clock;
    }

    /** The upstream asked for a pause. */
    synchronized void begin(Duration time) {
        until = clock.instant().plus(time);
        recovering = true;
        admitted = 0;
        waiting = 0;
    }

    /** The upstream sent a token: all requests may go. */
    void answered() {
        if (recovering && left().isZero()) {
            recovering = false;
        }
    }

    /** What is left of the pause, zero if nothing is. */
    Duration left() {
        if (!recovering) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Zero where a request may go now, otherwise the time until its turn. */
    Duration admit() {
        return recovering ? admitWhileRecovering() : Duration.ZERO;
    }

    private synchronized Duration admitWhileRecovering() {
        Duration left = left();
        if (!left.isZero()) {
            return left;
        }
        Duration since = Duration.between(until, clock.instant());
        if (since.compareTo(RECOVERY_TIME) >= 0) {
            recovering = false;
            return Duration.ZERO;
        }
        if (since.compareTo(turn(admitted)) >= 0) {
            admitted++;
            return Duration.ZERO;
        }
        Duration wait = turn(admitted + waiting++).minus(since);
        return wait.compareTo(SPACING) > 0 ? wait : SPACING;
    }

    /** When the n-th request after the pause may go. */
    private static Duration turn(int number) {
        return number == 0 ? Duration.ZERO : PROBE_TIME.plus(SPACING.multipliedBy(number - 1L));
    }
}
