package io.minerstack.agent.memory;

import reactor.core.publisher.Mono;

/**
 * The interface to memory-service, one method for each of its calls. Each fails with a {@link
 * MemoryUnavailableException} where memory-service cannot be reached or answers with an error.
 */
public interface MemoryApi {

    /**
     * The last messages of a conversation and its active playbook entries; both are empty for an unknown conversation.
     *
     * @param messages how many of the last messages to read
     * @param playbook whether to read the playbook
     */
    Mono<MemoryContext> readContext(String cid, int messages, boolean playbook);

    Mono<Void> storeTurn(Turn turn);

    Mono<FeedbackResult> submitFeedback(FeedbackSubmission submission);
}
