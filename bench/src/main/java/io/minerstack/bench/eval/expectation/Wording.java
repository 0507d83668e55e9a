package io.minerstack.bench.eval.expectation;

import java.util.List;

/**
 * Phrases that an answer has, and phrases that it lacks.
 *
 * @param starts empty for any start
 * @param ends empty for any end
 */
record Wording(List<String> contains, List<String> lacks, String starts, String ends) implements Expectation {

    Wording {
        contains = List.copyOf(contains);
        lacks = List.copyOf(lacks);
    }

    @Override
    public boolean isMetBy(AnswerContent answer) {
        FoldedText text = FoldedText.of(answer.response());
        return !answer.response().isBlank()
                && contains.stream().allMatch(text::contains)
                && lacks.stream().noneMatch(text::contains)
                && (starts.isEmpty() || text.startsWith(starts))
                && (ends.isEmpty() || text.endsWith(ends));
    }
}
