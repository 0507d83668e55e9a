package io.minerstack.memory.conversation;

import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.memory.playbook.retraction.RedactedTurn;
import io.minerstack.memory.playbook.retraction.Retraction;
import io.minerstack.memory.playbook.retraction.TakenBackSentences;
import io.minerstack.memory.playbook.retraction.TextReaderThreads;
import io.minerstack.servicesupport.context.Tenant;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Applies the clock and the limits of {@link ConversationProperties} to each use of the {@link ConversationStore}. */
@Component
class ConversationService {

    private static final int TAKE_BACK_ATTEMPTS = 5;

    private final ConversationStore store;
    private final ConversationProperties properties;
    private final ConversationMetrics metrics;
    private final TextReaderThreads readers;
    private final Clock clock;

    ConversationService(
            ConversationStore store,
            ConversationProperties properties,
            ConversationMetrics metrics,
            TextReaderThreads readers,
            Clock clock) {
        this.store = store;
        this.properties = properties;
        this.metrics = metrics;
        this.readers = readers;
        this.clock = clock;
    }

    /**
     * Appends a turn without what the person asks not to be stored, and deletes the oldest messages above {@code
     * MAX_CONVERSATION_MESSAGES}. What a feedback takes back is removed from the earlier turns, too. If that fails, the
     * append fails, and a repeat of the turn does it.
     */
    Mono<AppendResult> append(Turn turn) {
        return readers.run(
                        turn.user().length() + turn.assistant().length(),
                        () -> RedactedTurn.of(turn.user(), turn.assistant(), turn.feedback()))
                .flatMap(redacted -> {
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                    return store.append(turn.with(redacted), now, properties.cutoff(now), properties.maxMessages())
                            .flatMap(result -> takeBack(turn.key(), result.lastSeq(), redacted.retraction())
                                    .thenReturn(result));
                })
                .doOnNext(metrics::appended);
    }

    /** Removes what was taken back from the messages before the turn with this last number. */
    private Mono<Void> takeBack(ConversationKey key, long lastSeq, Retraction retraction) {
        if (retraction.subjects().isEmpty() && !retraction.everything()) {
            return Mono.empty();
        }
        return store.messagesBefore(key, lastSeq - 1)
                .flatMap(messages -> readers.run(longest(messages), () -> messages.stream()
                        .map(message ->
                                new MessageChange(message, TakenBackSentences.removed(message.content(), retraction)))
                        .filter(MessageChange::isChange)
                        .toList()))
                .flatMapIterable(changes -> changes)
                .concatMap(change -> store.replace(key, change))
                // another feedback changed a message in the meantime: what is left of it is read again
                .all(changed -> changed == 1)
                .filter(all -> all)
                .repeatWhenEmpty(TAKE_BACK_ATTEMPTS, attempts -> attempts)
                .then();
    }

    private static int longest(List<StoredMessage> messages) {
        return messages.stream()
                .mapToInt(message -> message.content().length())
                .max()
                .orElse(0);
    }

    /** The conversation; empty if it has no messages. */
    Mono<Conversation> read(ConversationKey key) {
        return store.read(key, cutoff(), properties.maxMessages());
    }

    Mono<ConversationPage> list(Tenant tenant, int limit, @Nullable Cursor cursor, boolean preview) {
        return store.list(tenant, cutoff(), properties.maxMessages(), limit, cursor, preview);
    }

    /** Deletes the conversation; false if there was nothing to delete. */
    Mono<Boolean> delete(ConversationKey key, boolean withPlaybook) {
        return store.delete(key, cutoff(), withPlaybook).doOnNext(deleted -> {
            if (deleted) {
                metrics.deleted(withPlaybook);
            }
        });
    }

    private Instant cutoff() {
        return properties.cutoff(clock.instant());
    }
}
