package io.minerstack.bench.eval;

import io.minerstack.bench.eval.expectation.AnswerText;
import java.time.Duration;

/**
 * What a contestant replied.
 *
 * @param answer empty texts where there is no answer
 * @param tokens of prompt and answer together
 * @param failure why there is no answer; empty if there is one
 */
record Reply(AnswerText answer, int tokens, Duration time, String failure) {

    static Reply failed(Duration time, String failure) {
        return new Reply(AnswerText.of(""), 0, time, failure);
    }

    boolean isAnswer() {
        return failure.isEmpty();
    }
}
