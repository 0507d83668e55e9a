package io.minerstack.agent.memory;

import java.time.Duration;

/** memory-service could not be reached, or did not do what was asked. */
public class MemoryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean passing;
    private final Duration retryAfter;

    /**
     * @param passing whether the same may work a moment later
     */
    public MemoryUnavailableException(String why, boolean passing) {
        this(why, passing, Duration.ZERO);
    }

    /**
     * @param passing whether the same may work a moment later
     * @param retryAfter when that will be, as it said itself; zero where it said nothing
     */
    public MemoryUnavailableException(String why, boolean passing, Duration retryAfter) {
        super(why, null, false, false);
        this.passing = passing;
        this.retryAfter = retryAfter;
    }

    boolean isPassing() {
        return passing;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
