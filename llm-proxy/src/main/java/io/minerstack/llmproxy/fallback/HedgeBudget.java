package io.minerstack.llmproxy.fallback;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits second attempts to a share of the requests: a token bucket that each request fills by {@code share}, up to
 * {@value #MAX_SAVED} second attempts, and that each second attempt empties by 1.
 */
class HedgeBudget {

    private static final int MAX_SAVED = 5;
    private static final long ATTEMPT = 1_000_000;

    private final long perRequest;
    private final AtomicLong saved = new AtomicLong();

    HedgeBudget(double share) {
        this.perRequest = Math.round(share * ATTEMPT);
    }

    /** A request has come. */
    void request() {
        saved.updateAndGet(now -> Math.min(now + perRequest, MAX_SAVED * ATTEMPT));
    }

    /** Takes one second attempt; false if the share is used up. */
    boolean tryTake() {
        return saved.getAndUpdate(now -> now < ATTEMPT ? now : now - ATTEMPT) >= ATTEMPT;
    }
}
