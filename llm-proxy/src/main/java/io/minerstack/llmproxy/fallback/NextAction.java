package io.minerstack.llmproxy.fallback;

import io.minerstack.llmproxy.queue.QueueWait;
import java.time.Duration;

/** What a request does next. */
sealed interface NextAction {

    /**
     * Send the request to a provider.
     *
     * @param provider index in the order of fallback
     * @param delay before the attempt
     * @param queueWait in the provider's request queue
     * @param alternative whether another provider can still be asked after this attempt
     */
    record Attempt(int provider, Duration delay, QueueWait queueWait, boolean alternative) implements NextAction {}

    /**
     * Make no further attempt.
     *
     * @param failure what the caller is told
     */
    record GiveUp(RuntimeException failure) implements NextAction {}
}
