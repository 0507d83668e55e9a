package io.minerstack.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The service's clock, which tests can set. */
public class MutableClock extends Clock {

    /** The time of the golden examples, and of each test at its start. */
    public static final Instant START = Instant.parse("2026-01-01T12:00:00.000001Z");

    private volatile Instant now = START;

    public void set(Instant instant) {
        now = instant;
    }

    // tests change the time from one thread only
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
