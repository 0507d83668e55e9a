package io.minerstack.memory.retention;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** Deletes expired rows, at most {@code batchSize} per call and transaction. */
interface RetentionStore {

    /** Deletes messages older than {@code cutoff}; the result is their number. */
    Mono<Integer> deleteMessages(Instant cutoff, int batchSize);

    /** Deletes conversations without activity since {@code cutoff}, but no playbooks; the result is their number. */
    Mono<Integer> deleteConversations(Instant cutoff, int batchSize);

    /**
     * Deletes feedbacks older than {@code cutoff} with their operations, and entries that were deleted before; the
     * result is the number of both.
     */
    Mono<Integer> deletePlaybookLog(Instant cutoff, int batchSize);
}
