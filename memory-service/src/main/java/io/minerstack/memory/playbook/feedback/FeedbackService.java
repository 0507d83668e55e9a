package io.minerstack.memory.playbook.feedback;

import io.minerstack.memory.database.PostgresText;
import io.minerstack.memory.playbook.Feedback;
import io.minerstack.memory.playbook.FeedbackResult;
import io.minerstack.memory.playbook.OperationLogEntry;
import io.minerstack.memory.playbook.PlaybookChanges;
import io.minerstack.memory.playbook.PlaybookSnapshot;
import io.minerstack.memory.playbook.rules.OperationValidator;
import io.minerstack.memory.playbook.rules.PlaybookEditor;
import io.minerstack.memory.playbook.rules.ValidatedOperations;
import io.minerstack.memory.playbook.store.PlaybookStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Validates the operations of a feedback and applies them to the playbook in one transaction, with their log. */
@Component
class FeedbackService {

    // entries travel with every request, so they hold only the start of the feedback; the log holds all of it
    private static final int MAX_SOURCE = 1000;

    private final PlaybookStore store;
    private final OperationValidator validator;
    private final PlaybookMetrics metrics;
    private final Clock clock;

    FeedbackService(PlaybookStore store, OperationValidator validator, PlaybookMetrics metrics, Clock clock) {
        this.store = store;
        this.validator = validator;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The result of the feedback, or the first result where its id is repeated. */
    Mono<FeedbackResult> apply(Feedback feedback) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ValidatedOperations operations = validator.validate(feedback);
        return store.apply(feedback, now, playbook -> edit(playbook, feedback, operations, now))
                .doOnNext(receipt -> metrics.count(feedback, receipt))
                .map(PlaybookStore.Receipt::result);
    }

    private static PlaybookChanges edit(
            PlaybookSnapshot playbook, Feedback feedback, ValidatedOperations operations, Instant now) {
        String source = PostgresText.truncate(feedback.text(), MAX_SOURCE);
        PlaybookEditor editor = new PlaybookEditor(playbook, feedback.versionSeen(), source, now);
        operations.list().forEach(editor::apply);
        FeedbackResult result = new FeedbackResult(
                feedback.key().cid().value(),
                editor.version(),
                editor.activeEntries(),
                operations.extractedBy(),
                editor.log().stream().map(OperationLogEntry::applied).toList());
        return new PlaybookChanges(editor.changedEntries(), editor.lastId(), editor.log(), result);
    }
}
