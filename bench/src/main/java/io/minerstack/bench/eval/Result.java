package io.minerstack.bench.eval;

/**
 * A reply and whether it is as expected.
 *
 * @param contestant name of the contestant
 * @param repeat from 0
 * @param right false also where there is no answer
 */
record Result(Question question, String contestant, int repeat, Reply reply, boolean right) {

    static Result of(Question question, String contestant, int repeat, Reply reply) {
        boolean right = reply.isAnswer() && question.expectation().isMetBy(reply.answer());
        return new Result(question, contestant, repeat, reply, right);
    }
}
