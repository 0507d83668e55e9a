package io.minerstack.bench.eval;

import io.minerstack.bench.eval.expectation.Expectation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question of a set.
 *
 * @param id unique in its set
 * @param component the stack's component, such as {@code complete}
 * @param task the request's task
 * @param query the request's query
 * @param bare what the bare model is asked: one text with everything in it; null if the question makes sense to the
 *     stack only
 * @param previous previous outputs of the request
 * @param before feedback that is sent in the same conversation before the question
 * @param expectation what the answer must be like
 */
record Question(
        String set,
        String id,
        String component,
        String task,
        String query,
        @Nullable String bare,
        List<Previous> previous,
        List<String> before,
        Expectation expectation) {

    Question {
        previous = List.copyOf(previous);
        before = List.copyOf(before);
    }

    /** A previous output. */
    record Previous(String response, String notebook) {}
}
