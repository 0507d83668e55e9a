package io.minerstack.llmproxy.route;

import io.minerstack.llmproxy.upstream.FirstTokenWait;
import io.minerstack.llmproxy.upstream.Provider;
import io.minerstack.llmproxy.upstream.Upstream;
import java.time.Duration;

/** What a request does next. */
sealed interface Step {

    /**
     * Asks a server.
     *
     * @param provider whose turn it is
     * @param upstream the server to ask
     * @param pause to wait first
     * @param queueWait the most to wait for a permit
     * @param patience with the first token
     */
    record Ask(Provider provider, Upstream upstream, Duration pause, Duration queueWait, FirstTokenWait patience)
            implements Step {}

    /**
     * Ends the search.
     *
     * @param failure what the caller is told
     */
    record GiveUp(RuntimeException failure) implements Step {}
}
