package io.minerstack.llmproxy.spending;

import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.servicesupport.context.RequestContext;
import reactor.core.publisher.Flux;

/** Accounts for the attempts at one provider. */
@FunctionalInterface
public interface AttemptMeter {

    /**
     * Sends one attempt, unless the budget of the caller's key forbids it: then it fails with a {@link
     * io.minerstack.llmproxy.failure.BudgetRefusedException}, and nothing is sent.
     *
     * @param promptBytes bytes of the request: no prompt has more tokens than bytes
     * @param maxTokens the most tokens that the answer may have
     */
    Flux<Chunk> measure(RequestContext context, long promptBytes, long maxTokens, Exchange exchange);

    /** An attempt that was not sent yet. */
    @FunctionalInterface
    interface Exchange {

        /**
         * Sends the attempt when it is subscribed.
         *
         * @param sent called just before the request goes out: the provider may be paid from then on. Fails if the
         *     attempt has ended in the meantime: then nothing must be sent.
         */
        Flux<Chunk> chunks(Runnable sent);
    }
}
