package io.minerstack.localllm.generation;

import java.time.Duration;

/** The queue is full. */
public class QueueFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long retryAfterSeconds;

    /**
     * The request is rejected.
     *
     * @param retryAfter the estimated time until the queue has room
     */
    QueueFullException(Duration retryAfter) {
        super("the queue of generations is full", null, false, false);
        this.retryAfterSeconds = Math.clamp(retryAfter.toSeconds(), 1, 60);
    }

    /** The estimated time until the queue has room, in seconds: 1 to 60. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
