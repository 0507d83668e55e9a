package io.minerstack.agent.text;

import java.util.Set;

/**
 * How the answers to one question write numbers.
 *
 * @param versions whether 1.10 and 1.1 are versions, which differ
 * @param fractions whether 1/2 is a half; otherwise it is a day or a score
 * @param durations whether 3h30 is a duration; otherwise it is a time of the day
 * @param decimals canonical numbers of the answers, by which {@code 2,5} is 2.5 and not 2 and 5
 */
public record NumberContext(boolean versions, boolean fractions, boolean durations, Set<String> decimals) {

    /** Of a question of which nothing is known. */
    public static final NumberContext UNKNOWN = new NumberContext(false, true, true, Set.of());

    /** Of a text that is not an answer, where 1/2 may be anything. */
    public static final NumberContext TEXT = new NumberContext(false, false, true, Set.of());

    public NumberContext {
        decimals = Set.copyOf(decimals);
    }
}
