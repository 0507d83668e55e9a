package io.minerstack.bench.eval.expectation;

/** What the document must be like: the notebook, or the response where there is no notebook. */
record OfDocument(Expectation expectation) implements Expectation {

    @Override
    public boolean isMetBy(AnswerContent answer) {
        return expectation.isMetBy(AnswerContent.of(answer.document()));
    }
}
