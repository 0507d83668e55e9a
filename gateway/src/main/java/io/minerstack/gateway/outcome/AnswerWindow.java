package io.minerstack.gateway.outcome;

import io.minerstack.gateway.componentcall.AnswerOutcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/** The outcomes of the last {@value #SIZE} component calls, as many as the network's score is of. */
class AnswerWindow {

    static final int SIZE = 256;

    private final Deque<AnswerOutcome> last = new ArrayDeque<>(SIZE);
    private final Map<AnswerOutcome, Integer> counts = new EnumMap<>(AnswerOutcome.class);

    /** Adds the newest outcome, in the place of the oldest one where the window is full. */
    synchronized void add(AnswerOutcome outcome) {
        if (last.size() == SIZE) {
            counts.merge(last.removeFirst(), -1, Integer::sum);
        }
        last.addLast(outcome);
        counts.merge(outcome, 1, Integer::sum);
    }

    /** How many of the last calls ended so. */
    synchronized int count(AnswerOutcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }
}
