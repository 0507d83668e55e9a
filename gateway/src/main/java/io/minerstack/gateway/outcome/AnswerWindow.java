package io.minerstack.gateway.outcome;

import io.minerstack.gateway.componentcall.AnswerOutcome;

/** The outcomes of the last {@value #SIZE} component calls, as many as the network's score is of. */
class AnswerWindow {

    static final int SIZE = 256;

    private final AnswerOutcome[] last = new AnswerOutcome[SIZE];
    private final int[] counts = new int[AnswerOutcome.values().length];
    private int added;

    /** Adds the newest outcome in the place of the oldest one. */
    synchronized void add(AnswerOutcome outcome) {
        int place = added % SIZE;
        if (added >= SIZE) {
            counts[last[place].ordinal()]--;
        }
        last[place] = outcome;
        counts[outcome.ordinal()]++;
        // stays small, and says still whether the window is full
        added = added + 1 == 2 * SIZE ? SIZE : added + 1;
    }

    /** How many of the last calls ended so. */
    synchronized int count(AnswerOutcome outcome) {
        return counts[outcome.ordinal()];
    }
}
