package io.minerstack.llmproxy.fallback;

import io.minerstack.llmproxy.adapter.CallerRequest;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.sse.Chunk;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Watches one attempt of a {@link HedgeRace}: when the request was sent, whether a token has come, and how many tokens
 * an attempt had that was cancelled because the other one won.
 */
class RacedAttempt {

    private final Provider provider;
    private final CallerRequest request;
    private final Sinks.Empty<Void> sent = Sinks.empty();
    private final AtomicLong tokens = new AtomicLong();
    private volatile boolean won;

    RacedAttempt(Provider provider, CallerRequest request) {
        this.provider = provider;
        this.request = request;
    }

    Flux<Chunk> watch(Flux<Chunk> chunks) {
        return chunks.doOnSubscribe(subscription -> sent.tryEmitEmpty()).doOnNext(chunk -> {
            if (chunk.hasToken()) {
                tokens.incrementAndGet();
            }
        });
    }

    /** Completes when the request is sent, after its wait in the queue. */
    Mono<Void> sent() {
        return sent.asMono();
    }

    boolean isSilent() {
        return tokens.get() == 0;
    }

    /** This attempt gave the answer. */
    void won() {
        won = true;
    }

    /**
     * Counts the tokens of an attempt that was cancelled, unless it had won. A server counts at the end of an answer,
     * so these are estimates: one token in each event, and a prompt where a token shows that the server has read it.
     */
    void lost() {
        long output = tokens.get();
        if (output > 0 && !won) {
            provider.meters().hedgeTokens(request.estimatedPromptTokens(), output);
        }
    }
}
