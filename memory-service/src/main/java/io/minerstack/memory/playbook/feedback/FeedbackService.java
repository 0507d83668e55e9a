package io.minerstack.memory.playbook.feedback;

import io.minerstack.memory.database.StorableText;
import io.minerstack.memory.playbook.PlaybookSnapshot;
import io.minerstack.memory.playbook.store.PlaybookStore;
import io.minerstack.memory.playbook.store.PlaybookStore.Receipt;
import io.minerstack.memory.playbook.ValueDigest;
import io.minerstack.memory.playbook.rules.OperationValidator;
import io.minerstack.memory.playbook.rules.PlaybookEditor;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Applies what a model made of a user's feedback: checks each operation, resolves it against the playbook, logs it. */
@Component
class FeedbackService {

    // entries travel with every request; the whole feedback stays in the log
    private static final int MAX_SOURCE = 1000;

    private final PlaybookStore store;
    private final OperationValidator rules;
    private final PlaybookMetrics metrics;
    private final Clock clock;

    FeedbackService(PlaybookStore store, OperationValidator rules, PlaybookMetrics metrics, Clock clock) {
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

    private PlaybookEditor resolve(Feedback feedback, PlaybookSnapshot state, Instant now) {
        String source = StorableText.cut(feedback.text(), MAX_SOURCE);
        PlaybookEditor draft = new PlaybookEditor(
                state.entries(), state.lastId(), state.version(), feedback.versionSeen(), source, now);
        String folded = ValueDigest.of(feedback.text());
        feedback.operations().forEach(proposed -> draft.apply(proposed, rules.check(proposed, folded)));
        return draft;
    }
}
