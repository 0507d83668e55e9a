package io.minerstack.agent.aggregate;

/**
 * The work that one text comparison may still do, in compared words. Work is counted and not timed, so that the same
 * input always has the same result. The budget also ends when the client goes away.
 */
final class WorkBudget {

    /** A few tenths of a second on one core. */
    static final int DEFAULT_UNITS = 10_000_000;

    private final int units;
    private int spent;
    private volatile boolean exhausted;

    WorkBudget(int units) {
        this.units = units;
    }

    /** Spends {@code cost} units; false if fewer are left or the work is cancelled, and for every later call. */
    boolean trySpend(int cost) {
        if (exhausted || cost > units - spent) {
            exhausted = true;
            return false;
        }
        spent += cost;
        return true;
    }

    int spent() {
        return spent;
    }

    /** Makes the next {@link #trySpend} fail; safe to call from any thread. */
    void cancel() {
        exhausted = true;
    }

    boolean isExhausted() {
        return exhausted;
    }
}
