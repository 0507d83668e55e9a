package io.minerstack.bench.eval.expectation;

/** The answer has a notebook, or it has none. */
record NotebookDecision(boolean document) implements Expectation {

    @Override
    public boolean isMetBy(AnswerContent answer) {
        return !answer.response().isBlank() && answer.hasNotebook() == document;
    }
}
