package io.minerstack.localllm.generation;

import java.time.Duration;

/** The model can't take a request now: {@link QueueFullException} and {@link DeadlineTooShortException}. */
public abstract sealed class ModelBusyException extends RuntimeException
        permits QueueFullException, DeadlineTooShortException {

    private static final long serialVersionUID = 1L;

    private final long retryAfterSeconds;

    ModelBusyException(String message, Duration retryAfter) {
        super(message, null, false, false);
        this.retryAfterSeconds = Math.clamp(retryAfter.toSeconds(), 1, 60);
    }

    /** The estimated time until the request can be taken, in seconds: 1 to 60. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
