package io.minerstack.agent.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How long a read or a write may wait. A memory that is down must not cost every request the whole wait, so after some failures in a
 * row most wait only briefly; one every few seconds waits the whole time, which is how a memory that is slow but
 * works is found again.
 */
final class MemoryTimeout {

    static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);
    private static final int FAILURES_OF_AN_OUTAGE = 3;

    private final Duration whole;
    private final Duration brief;
    private final Clock clock;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicReference<Instant> lastWholeTry = new AtomicReference<>(Instant.EPOCH);

    /**
     * @param whole the wait while all is well
     * @param brief the wait during an outage
     */
    MemoryTimeout(Duration whole, Duration brief, Clock clock) {
        this.whole = whole;
        this.brief = brief;
        this.clock = clock;
    }

    /** What the one that is about to begin may wait. */
    Duration next() {
        if (failuresInARow.get() < FAILURES_OF_AN_OUTAGE || whole.compareTo(brief) <= 0) {
            return whole;
        }
        Instant now = clock.instant();
        Instant last = lastWholeTry.get();
        boolean due = Duration.between(last, now).compareTo(BETWEEN_TRIES) >= 0;
        return due && lastWholeTry.compareAndSet(last, now) ? whole : brief;
    }

    void succeeded() {
        failuresInARow.set(0);
    }

    /** One that could wait only briefly says nothing of the memory: those under way when it comes back don't count. */
    void failed(Duration waited) {
        if (waited.equals(whole) && failuresInARow.incrementAndGet() == FAILURES_OF_AN_OUTAGE) {
            lastWholeTry.set(clock.instant());
        }
    }
}
