package io.minerstack.memory.retention;

import io.micrometer.core.instrument.Counter;
import io.minerstack.memory.conversation.ConversationProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * One sweep: deletes expired rows in batches until a batch is not full. At most 200 batches each of messages,
 * conversations and playbook log run, so that a large backlog does not use a connection without end.
 */
@Component
class RetentionSweep {

    private static final int MAX_BATCHES = 200;

    private final RetentionStore store;
    private final ConversationProperties conversationProperties;
    private final RetentionProperties properties;
    private final RetentionMetrics metrics;
    private final Clock clock;

    RetentionSweep(
            RetentionStore store,
            ConversationProperties conversationProperties,
            RetentionProperties properties,
            RetentionMetrics metrics,
            Clock clock) {
        this.store = store;
        this.conversationProperties = conversationProperties;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
    }

    Mono<Void> run() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            Instant cutoff = conversationProperties.cutoff(now);
            Instant logCutoff = properties.logCutoff(now);
            int batchSize = properties.batchSize();
            // messages first, so that the deletion of a conversation finds none left
            return inBatches(() -> store.deleteMessages(cutoff, batchSize), metrics.messages)
                    .then(inBatches(() -> store.deleteConversations(cutoff, batchSize), metrics.conversations))
                    .then(inBatches(() -> store.deletePlaybookLog(logCutoff, batchSize), metrics.playbookLog));
        });
    }

    private Mono<Void> inBatches(Supplier<Mono<Integer>> deleteBatch, Counter counter) {
        return Mono.defer(deleteBatch)
                .doOnNext(counter::increment)
                .repeat(MAX_BATCHES - 1L)
                .takeUntil(deleted -> deleted < properties.batchSize())
                .then();
    }
}
