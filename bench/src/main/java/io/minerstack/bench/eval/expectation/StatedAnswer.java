package io.minerstack.bench.eval.expectation;

import java.util.List;

/**
 * One of the accepted phrases is stated, and none of the rejected ones.
 *
 * @param accept at least one
 */
record StatedAnswer(List<String> accept, List<String> reject) implements Expectation {

    StatedAnswer {
        accept = List.copyOf(accept);
        reject = List.copyOf(reject);
    }

    @Override
    public boolean isMetBy(AnswerContent answer) {
        FoldedText text = FoldedText.of(answer.response());
        return accept.stream().anyMatch(text::states) && reject.stream().noneMatch(text::states);
    }
}
