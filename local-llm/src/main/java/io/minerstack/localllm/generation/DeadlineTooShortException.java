package io.minerstack.localllm.generation;

import java.time.Duration;

/**
 * The request would probably get its first token after its deadline. Unlike {@link QueueFullException}, this says
 * nothing about a request with more time or a shorter prompt.
 */
public final class DeadlineTooShortException extends ModelBusyException {

    private static final long serialVersionUID = 1L;

    /**
     * The request is rejected.
     *
     * @param missing the time by which the deadline is too short
     */
    DeadlineTooShortException(Duration missing) {
        super("the deadline is too short for the wait and the prompt", missing);
    }
}
