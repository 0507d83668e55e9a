package io.minerstack.localllm.generation;

import java.time.Duration;

/**
 * The request would probably get its first token after its deadline. Unlike {@link QueueFullException}, this says
 * nothing about a request with more time or a shorter prompt.
 */
public class DeadlineTooShortException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long retryAfterSeconds;

    /**
     * The request is rejected.
     *
     * @param missing the time by which the deadline is too short
     */
    DeadlineTooShortException(Duration missing) {
        super("the deadline is too short for the wait and the prompt", null, false, false);
        this.retryAfterSeconds = Math.clamp(missing.toSeconds(), 1, 60);
    }

    /** The estimated time until the wait is short enough, in seconds: 1 to 60. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
