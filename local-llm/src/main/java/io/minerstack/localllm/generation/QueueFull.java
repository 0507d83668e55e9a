package io.minerstack.localllm.generation;

/** More requests wait than may. */
public class QueueFull extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long retryAfterSeconds;

    QueueFull(long retryAfterSeconds) {
        super("the queue of generations is full", null, false, false);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** How long the queue is likely to need, at least 1. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
