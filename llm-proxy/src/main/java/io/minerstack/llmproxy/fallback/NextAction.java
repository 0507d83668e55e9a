package io.minerstack.llmproxy.fallback;

import io.minerstack.llmproxy.exchange.FirstTokenTimeout;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.upstream.Upstream;
import java.time.Duration;

/** What a request does next. */
sealed interface NextAction {

    /**
     * Asks a server.
     *
     * @param provider whose turn it is
     * @param upstream the server to ask
     * @param pause to wait first
     * @param queueWait the most to wait for a permit
     * @param patience with the first token
     */
    record Ask(Provider provider, Upstream upstream, Duration pause, Duration queueWait, FirstTokenTimeout patience)
            implements NextAction {}

    /**
     * Ends the search.
     *
     * @param failure what the caller is told
     */
    record GiveUp(RuntimeException failure) implements NextAction {}
}
