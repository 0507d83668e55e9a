package io.minerstack.agent.client;

import java.util.concurrent.atomic.AtomicInteger;

/** Failures in a row: an outage is worth a few lines in the log, not one per request; metrics count on. */
public final class OutageLog {

    private static final int TOLD = 3;

    private final AtomicInteger failures = new AtomicInteger();

    /** One more failure; whether it is worth a line. */
    public boolean isNews() {
        return failures.incrementAndGet() <= TOLD;
    }

    public void over() {
        failures.set(0);
    }
}
