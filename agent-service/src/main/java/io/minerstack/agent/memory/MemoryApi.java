package io.minerstack.agent.memory;

import reactor.core.publisher.Mono;

/** The port to memory-service. Every method fails with {@link MemoryUnavailableException} where it can't be reached or refuses. */
public interface MemoryApi {

    /** The last messages of a conversation and, if asked for, its active playbook; empty for an unknown one. */
    Mono<MemoryContext> recall(String cid, int messages, boolean playbook);

    Mono<Void> remember(Turn turn);

    Mono<FeedbackResult> apply(FeedbackSubmission batch);
}
