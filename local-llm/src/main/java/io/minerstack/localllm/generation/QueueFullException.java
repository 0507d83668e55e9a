package io.minerstack.localllm.generation;

import java.time.Duration;

/** The queue is full. */
public final class QueueFullException extends ModelBusyException {

    private static final long serialVersionUID = 1L;

    /**
     * The request is rejected.
     *
     * @param retryAfter the estimated time until the queue has room
     */
    QueueFullException(Duration retryAfter) {
        super("the queue of generations is full", retryAfter);
    }
}
