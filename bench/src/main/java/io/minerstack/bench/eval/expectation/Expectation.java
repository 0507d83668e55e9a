package io.minerstack.bench.eval.expectation;

/** What an answer must be like. */
public interface Expectation {

    /** Whether the answer is as expected. */
    boolean isMetBy(AnswerContent answer);
}
