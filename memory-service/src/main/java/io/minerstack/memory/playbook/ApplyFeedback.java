package io.minerstack.memory.playbook;

import io.minerstack.memory.database.PostgresText;
import io.minerstack.memory.playbook.PlaybookStore.Receipt;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Applies what a model made of a user's feedback: checks each operation, resolves it against the playbook, logs it. */
@Component
class ApplyFeedback {

    // entries travel with every request; the whole feedback stays in the log
    private static final int MAX_SOURCE = 1000;

    private final PlaybookStore store;
    private final OperationRules rules;
    private final PlaybookMetrics metrics;
    private final Clock clock;

    ApplyFeedback(PlaybookStore store, OperationRules rules, PlaybookMetrics metrics, Clock clock) {
        this.store = store;
        this.rules = rules;
        this.metrics = metrics;
        this.clock = clock;
    }

    Mono<FeedbackResult> apply(Feedback feedback) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return store.apply(feedback, now, state -> resolve(feedback, state, now))
                .doOnNext(receipt -> metrics.received(feedback, receipt))
                .map(Receipt::result);
    }

    private PlaybookDraft resolve(Feedback feedback, PlaybookState state, Instant now) {
        String source = PostgresText.truncate(feedback.text(), MAX_SOURCE);
        PlaybookDraft draft = new PlaybookDraft(
                state.entries(), state.lastId(), state.version(), feedback.versionSeen(), source, now);
        String folded = FoldedText.of(feedback.text());
        feedback.operations().forEach(proposed -> draft.apply(proposed, rules.check(proposed, folded)));
        return draft;
    }
}
