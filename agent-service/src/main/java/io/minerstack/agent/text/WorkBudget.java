package io.minerstack.agent.text;

import java.util.concurrent.CancellationException;

/**
 * The work that one text comparison may still do, in compared words. Work is counted and not timed, so that the same
 * input always has the same result. The budget also ends when the client disconnects.
 */
public final class WorkBudget {

    /** A few tenths of a second on one core. */
    public static final int DEFAULT_UNITS = 10_000_000;

    private final int units;
    private int spent;
    private volatile boolean exhausted;
    private volatile boolean cancelled;

    public WorkBudget(int units) {
        this.units = units;
    }

    /** Spends {@code cost} units; false if fewer are left or the work is cancelled, and for every later call. */
    public boolean trySpend(int cost) {
        if (exhausted || cost > units - spent) {
            exhausted = true;
            return false;
        }
        spent += cost;
        return true;
    }

    public int spent() {
        return spent;
    }

    /** Makes the next {@link #trySpend} fail; safe to call from any thread. */
    public void cancel() {
        cancelled = true;
        exhausted = true;
    }

    /**
     * Counts work that has a limit of its own and has to be complete, such as a vote.
     *
     * @throws CancellationException if the work is cancelled, because no caller waits for the result
     */
    public void spend(int cost) {
        if (cancelled) {
            throw new CancellationException("the client has gone away");
        }
        spent += cost;
    }

    public boolean isExhausted() {
        return exhausted;
    }
}
