package io.minerstack.agent.client;

import java.util.concurrent.atomic.AtomicInteger;

/** Limits the log lines of an outage to its first 3 failures, so that there is not one line per request. */
public final class OutageLog {

    private static final int MAX_LINES = 3;

    private final AtomicInteger failures = new AtomicInteger();

    /** Counts a failure. Returns whether it is to be logged. */
    public boolean recordFailure() {
        return failures.incrementAndGet() <= MAX_LINES;
    }

    /** Ends the outage: the next failure is logged again. */
    public void recordSuccess() {
        failures.set(0);
    }
}
