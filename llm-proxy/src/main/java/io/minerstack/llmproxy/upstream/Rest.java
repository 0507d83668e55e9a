package io.minerstack.llmproxy.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The rest of an upstream that limits our rate and does not say for how long: meanwhile requests go to another provider
 * where there is one. A limit that is still there after a rest doubles the next one; a token ends all.
 */
class Rest {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Clock clock;
    private Duration length = Duration.ZERO;
    private Instant until = Instant.MIN;
    private Instant began = Instant.MIN;
    private volatile int count;

    Rest(Clock clock) {
        this.clock = clock;
    }

    /** The upstream refused a request because of its limits. */
    synchronized void begin() {
        if (count() == 0) {
            Duration next = length.isZero() ? FIRST : length.multipliedBy(2);
            length = next.compareTo(LONGEST) < 0 ? next : LONGEST;
            count++;
        }
        began = clock.instant();
        until = began.plus(length);
    }

    /**
     * The upstream sent a token.
     *
     * @param sent when the request was sent; an answer that was under way before the refusal says nothing about it
     */
    void answered(Instant sent) {
        if (count > 0) {
            end(sent);
        }
    }

    private synchronized void end(Instant sent) {
        if (sent.isBefore(began)) {
            return;
        }
        length = Duration.ZERO;
        count = 0;
        until = Instant.MIN;
    }

    /** How many rests there were without an answer, with the one of now; 0 while the upstream does not rest. */
    synchronized int count() {
        return clock.instant().isBefore(until) ? count : 0;
    }
}
