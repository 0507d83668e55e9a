package io.minerstack.memory.retention;

import io.micrometer.core.instrument.Counter;
import io.minerstack.memory.conversation.ConversationProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** One sweep: batch after batch until one comes back short. Bounded, so that a backlog can't keep a connection for ever. */
@Component
class RetentionSweep {

    private static final int MAX_BATCHES = 200;

    private final RetentionStore expiry;
    private final ConversationProperties conversations;
    private final RetentionProperties properties;
    private final RetentionMetrics metrics;
    private final Clock clock;

    RetentionSweep(
            RetentionStore expiry,
            ConversationProperties conversations,
            RetentionProperties properties,
            RetentionMetrics metrics,
            Clock clock) {
        this.expiry = expiry;
        this.conversations = conversations;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
    }

    Mono<Void> run() {
        return Mono.defer(() -> {
            Instant cutoff = conversations.cutoff(clock.instant());
            int batch = properties.batchSize();
            // messages first: a conversation's own deletion then finds none left
            return all(() -> expiry.messages(cutoff, batch), metrics.messages)
                    .then(all(() -> expiry.conversations(cutoff, batch), metrics.conversations));
        });
    }

    private Mono<Void> all(Supplier<Mono<Integer>> batch, Counter counter) {
        return Mono.defer(batch)
                .doOnNext(counter::increment)
                .repeat(MAX_BATCHES - 1L)
                .takeUntil(deleted -> deleted < properties.batchSize())
                .then();
    }
}
