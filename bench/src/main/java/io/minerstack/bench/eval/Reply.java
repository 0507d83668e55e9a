package io.minerstack.bench.eval;

import io.minerstack.bench.eval.expectation.AnswerContent;
import java.time.Duration;

/**
 * What a contestant replied.
 *
 * @param answer empty texts where there is no answer
 * @param tokens of prompt and answer together
 * @param failure why there is no answer; empty if there is one
 */
record Reply(AnswerContent answer, int tokens, Duration time, String failure) {

    static Reply failed(Duration time, String failure) {
        return new Reply(AnswerContent.of(""), 0, time, failure);
    }

    boolean isAnswer() {
        return failure.isEmpty();
    }
}
