package io.minerstack.localllm.generation;

import java.time.Duration;

/** More requests wait than may, or than this one has time for. */
public class QueueFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long retryAfterSeconds;

    /**
     * For one request.
     *
     * @param comeBack when there is likely to be room
     */
    QueueFullException(Duration comeBack) {
        super("the queue of generations is full", null, false, false);
        this.retryAfterSeconds = Math.clamp(comeBack.toSeconds(), 1, 60);
    }

    /** When there is likely to be room, from 1 to 60. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
