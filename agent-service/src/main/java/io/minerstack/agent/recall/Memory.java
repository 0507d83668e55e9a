package io.minerstack.agent.recall;

import reactor.core.publisher.Mono;

/** The port to memory-service. Every method fails with {@link MemoryUnavailable} where it can't be reached or refuses. */
public interface Memory {

    /** The last messages of a conversation and, if asked for, its active playbook; empty for an unknown one. */
    Mono<Recollection> recall(String cid, int messages, boolean playbook);

    Mono<Void> remember(Turn turn);

    Mono<Learned> apply(FeedbackBatch batch);
}
