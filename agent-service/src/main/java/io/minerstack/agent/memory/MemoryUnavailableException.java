package io.minerstack.agent.memory;

import java.time.Duration;

/** memory-service cannot be reached or answered with an error. */
public class MemoryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isTransient;
    private final Duration retryAfter;

    /**
     * A failure without a {@code Retry-After}.
     *
     * @param message cause of the failure, without addresses or ids
     * @param isTransient whether a retry can succeed
     */
    public MemoryUnavailableException(String message, boolean isTransient) {
        this(message, isTransient, Duration.ZERO);
    }

    /**
     * A failure whose reply can have a {@code Retry-After}.
     *
     * @param message cause of the failure, without addresses or ids
     * @param isTransient whether a retry can succeed
     * @param retryAfter the reply's {@code Retry-After}; zero for none
     */
    public MemoryUnavailableException(String message, boolean isTransient, Duration retryAfter) {
        super(message, null, false, false);
        this.isTransient = isTransient;
        this.retryAfter = retryAfter;
    }

    boolean isTransient() {
        return isTransient;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
