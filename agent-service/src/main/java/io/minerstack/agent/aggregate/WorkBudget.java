package io.minerstack.agent.aggregate;

/**
 * How much comparing one piece of work may still do, in compared words, and whether anybody still waits for it. Counted
 * rather than timed, so that the same input always has the same result.
 */
final class WorkBudget {

    /** Some tenths of a second on one core. */
    static final int MOST = 10_000_000;

    private final int most;
    private int spent;
    private volatile boolean stopped;

    WorkBudget(int most) {
        this.most = most;
    }

    /** Takes units off; false where there are not as many left or nobody waits any more, and from then on. */
    boolean spend(int units) {
        if (stopped || units > most - spent) {
            stopped = true;
            return false;
        }
        spent += units;
        return true;
    }

    int spent() {
        return spent;
    }

    /** Ends the work at its next step; may be called by any thread. */
    void stop() {
        stopped = true;
    }

    boolean isOver() {
        return stopped;
    }
}
