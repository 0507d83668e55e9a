package io.minerstack.agent.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The timeout of calls to memory-service. After 3 failures in a row, calls get a short timeout, so that an outage does
 * not slow down every request. One call every 5 s still gets the normal timeout, so that a slow memory-service that
 * works is noticed.
 */
final class MemoryTimeout {

    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(5);
    private static final int OUTAGE_FAILURES = 3;

    private final Duration normal;
    private final Duration duringOutage;
    private final Clock clock;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<Instant> lastProbe = new AtomicReference<>(Instant.EPOCH);

    MemoryTimeout(Duration normal, Duration duringOutage, Clock clock) {
        this.normal = normal;
        this.duringOutage = duringOutage;
        this.clock = clock;
    }

    /** Whether the last calls with the normal timeout failed. */
    boolean isOutage() {
        return failures.get() >= OUTAGE_FAILURES;
    }

    /** The timeout of a call while memory-service is known to be away. */
    Duration duringOutage() {
        return normal.compareTo(duringOutage) <= 0 ? normal : duringOutage;
    }

    /** The timeout of the call that starts now. */
    Duration next() {
        if (failures.get() < OUTAGE_FAILURES || normal.compareTo(duringOutage) <= 0) {
            return normal;
        }
        Instant now = clock.instant();
        Instant last = lastProbe.get();
        boolean probeIsDue = Duration.between(last, now).compareTo(PROBE_INTERVAL) >= 0;
        return probeIsDue && lastProbe.compareAndSet(last, now) ? normal : duringOutage;
    }

    void succeeded() {
        failures.set(0);
    }

    /**
     * Counts a failure. Failures with the short timeout do not count: calls that started during the outage can fail
     * after memory-service is back.
     *
     * @param timeout what {@link #next()} returned for the call
     */
    void failed(Duration timeout) {
        if (timeout.equals(normal) && failures.incrementAndGet() == OUTAGE_FAILURES) {
            lastProbe.set(clock.instant());
        }
    }
}
