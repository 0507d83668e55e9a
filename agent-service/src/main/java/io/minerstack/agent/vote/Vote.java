package io.minerstack.agent.vote;

import java.util.List;

/**
 * One answer and the outputs that give it, in the shape of {@code metadata.agreement}.
 *
 * @param answer the answer as people read it
 * @param count number of outputs that give the answer
 * @param outputs positions of those outputs among the previous outputs, from 1, ascending
 */
public record Vote(String answer, int count, List<Integer> outputs) {

    public Vote {
        outputs = outputs.stream().sorted().toList();
    }
}
