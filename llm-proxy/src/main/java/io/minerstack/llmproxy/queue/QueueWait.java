package io.minerstack.llmproxy.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a request may wait for a place.
 *
 * @param longest the longest wait; zero for a request that must not wait, and whose refusal counts in no metric
 * @param timeLeft until the answer must be complete, where no other provider can give it: the request is refused as
 *     soon as this time is probably too short. Null where another one can: {@code longest} alone ends the wait
 */
public record QueueWait(Duration longest, @Nullable Duration timeLeft) {

    /** For a request that must not wait. */
    public static final QueueWait NONE = new QueueWait(Duration.ZERO, null);
}
