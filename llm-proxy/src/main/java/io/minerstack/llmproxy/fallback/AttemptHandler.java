package io.minerstack.llmproxy.fallback;

import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.sse.Chunk;
import reactor.core.publisher.Flux;

/**
 * What a caller makes of the attempts of one request.
 *
 * @param <T> what the caller gets
 */
public interface AttemptHandler<T> {

    /** Turns the chunks of one attempt into what the caller gets. */
    Flux<T> handle(Provider provider, Flux<Chunk> chunks);

    /** Whether the caller has received a part of the answer: no other attempt may follow then. */
    boolean isCommitted();

    /** Whether the caller gets an answer even if no further attempt succeeds: nobody waits for a better one then. */
    default boolean hasSpareAnswer() {
        return false;
    }

    /** Whether two attempts may be handled at the same time, of which the first one that gives a value wins. */
    default boolean mayRace() {
        return false;
    }
}
