package io.minerstack.bench.eval;

/** Something that answers questions: the bare model or the stack. */
interface Contestant {

    /** The heading in the table. */
    String name();

    /** Whether the question makes sense to this contestant. */
    boolean canAnswer(Question question);

    /**
     * Asks once, without anything that was asked before.
     *
     * @param seed of the sampling, where the contestant takes one
     */
    Reply ask(Question question, int seed) throws InterruptedException;
}
