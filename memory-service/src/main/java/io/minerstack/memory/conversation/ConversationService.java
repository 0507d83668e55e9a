package io.minerstack.memory.conversation;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Stores what was asked and answered. Decides the time and how much stays. */
@Component
class ConversationService {

    private final ConversationStore store;
    private final ConversationProperties properties;
    private final ConversationMetrics metrics;
    private final Clock clock;

    ConversationService(
            ConversationStore store, ConversationProperties properties, ConversationMetrics metrics, Clock clock) {
        this.store = store;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
    }

    Mono<AppendResult> append(Turn turn) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return store.append(turn, now, properties.cutoff(now), properties.maxMessages())
                .doOnNext(metrics::appended);
    }
}
