package io.minerstack.agent.aggregate;

import java.util.List;

/**
 * One side of a count.
 *
 * @param answer as it is shown
 * @param count how many outputs gave it
 * @param outputs their numbers, from 1, ascending
 */
record Vote(String answer, int count, List<Integer> outputs) {

    Vote {
        outputs = outputs.stream().sorted().toList();
    }
}
