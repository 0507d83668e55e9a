package io.minerstack.localllm.generation;

/** The prompt fills the context, so that no token is left for an answer. */
public class PromptTooLongException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int tokens;
    private final int limit;

    PromptTooLongException(int tokens, int limit) {
        super("a prompt of " + tokens + " tokens (expected: fewer than " + limit + ")", null, false, false);
        this.tokens = tokens;
        this.limit = limit;
    }

    public int tokens() {
        return tokens;
    }

    public int limit() {
        return limit;
    }
}
