package io.minerstack.llmproxy.database;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of rows that no other proxy and no other start of this one gives: 64 random bits and a counter. {@code
 * UUID.randomUUID()} would read the system's random device for each id, which blocks an event loop.
 */
public final class RowIds {

    private final long start = new SecureRandom().nextLong();
    private final AtomicLong counter = new AtomicLong();

    /** An id that was not given before. */
    public UUID next() {
        return new UUID(start, counter.incrementAndGet());
    }
}
