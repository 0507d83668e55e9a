package io.minerstack.bench.eval.expectation;

import java.util.List;

/** All of several expectations. */
record AllOf(List<Expectation> expectations) implements Expectation {

    AllOf {
        expectations = List.copyOf(expectations);
    }

    @Override
    public boolean isMetBy(AnswerContent answer) {
        return expectations.stream().allMatch(expectation -> expectation.isMetBy(answer));
    }
}
