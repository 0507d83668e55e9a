package io.minerstack.llmproxy.fallback;

import io.minerstack.llmproxy.exchange.FirstTokenTimeout;
import java.time.Duration;

/** What a request does next. */
sealed interface NextAction {

    /**
     * Send the request to a provider.
     *
     * @param provider index in the order of fallback
     * @param delay before the attempt
     * @param queueTimeout the longest wait in the provider's request queue
     * @param firstToken how long the first token may take
     */
    record Attempt(int provider, Duration delay, Duration queueTimeout, FirstTokenTimeout firstToken)
            implements NextAction {}

    /**
     * Make no further attempt.
     *
     * @param failure what the caller is told
     */
    record GiveUp(RuntimeException failure) implements NextAction {}
}
