package io.minerstack.bench.eval.expectation;

import java.util.List;

/**
 * The answer reports the result of a vote: it names the winner before any other answer, or it names all that are tied
 * and says that there is no winner.
 *
 * @param winners one, or all that are tied
 * @param others the answers that got fewer votes
 */
record Consensus(List<String> winners, List<String> others) implements Expectation {

    private static final List<String> TIE_WORDS =
            List.of("tie", "tied", "no majority", "no consensus", "equally", "equal", "split", "draw", "disagree");

    Consensus {
        winners = List.copyOf(winners);
        others = List.copyOf(others);
    }

    @Override
    public boolean isMetBy(AnswerContent answer) {
        FoldedText text = FoldedText.of(answer.response());
        if (winners.size() > 1) {
            return winners.stream().allMatch(text::contains)
                    && TIE_WORDS.stream().anyMatch(text::contains);
        }
        int winner = text.indexOf(winners.getFirst());
        return text.states(winners.getFirst())
                && others.stream().mapToInt(text::indexOf).filter(at -> at >= 0).allMatch(at -> winner < at);
    }
}
