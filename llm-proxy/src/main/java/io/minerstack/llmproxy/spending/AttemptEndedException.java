package io.minerstack.llmproxy.spending;

/** The attempt ended before its request went out, so nothing is sent. Nobody waits for the attempt any more. */
final class AttemptEndedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AttemptEndedException() {
        super("the attempt ended before its request went out", null, false, false);
    }
}
