package io.minerstack.memory.playbook.feedback;

import io.minerstack.memory.database.PostgresText;
import io.minerstack.memory.playbook.AppliedOperation;
import io.minerstack.memory.playbook.Feedback;
import io.minerstack.memory.playbook.FeedbackResult;
import io.minerstack.memory.playbook.OperationLogEntry;
import io.minerstack.memory.playbook.OperationOutcome;
import io.minerstack.memory.playbook.PlaybookChanges;
import io.minerstack.memory.playbook.PlaybookSnapshot;
import io.minerstack.memory.playbook.ReasonCode;
import io.minerstack.memory.playbook.RetractionOutcome;
import io.minerstack.memory.playbook.retraction.Retraction;
import io.minerstack.memory.playbook.retraction.TextReaderThreads;
import io.minerstack.memory.playbook.rules.OperationValidator;
import io.minerstack.memory.playbook.rules.PlaybookEditor;
import io.minerstack.memory.playbook.rules.ValidatedOperations;
import io.minerstack.memory.playbook.store.PlaybookStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    private final TextReaderThreads readers;

    FeedbackService(
            PlaybookStore store,
            OperationValidator validator,
            PlaybookMetrics metrics,
            Clock clock,
            TextReaderThreads readers) {
        this.store = store;
        this.validator = validator;
        this.metrics = metrics;
        this.clock = clock;
        this.readers = readers;
    }

    /** The result of the feedback, or the first result where its id is repeated. */
    Mono<FeedbackResult> apply(Feedback feedback) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // a feedback can have 600,000 characters: neither an event loop nor the transaction waits for the rules
        return readers.run(feedback.text().length(), () -> validator.validate(feedback))
                .flatMap(operations -> store.apply(
                        operations.retraction().present() ? feedback.redacted(operations.keptText()) : feedback,
                        now,
                        playbook -> edit(playbook, feedback, operations, now)))
                .doOnNext(receipt -> metrics.count(feedback, receipt))
                .map(PlaybookStore.Receipt::result);
    }

    private static PlaybookChanges edit(
            PlaybookSnapshot playbook, Feedback feedback, ValidatedOperations operations, Instant now) {
        String source = PostgresText.truncate(operations.keptText(), MAX_SOURCE);
        PlaybookEditor editor = new PlaybookEditor(playbook, feedback.versionSeen(), source, now);
        editor.apply(operations.retraction());
        operations.list().forEach(editor::apply);
        editor.end(operations.retraction());
        List<OperationLogEntry> log = editor.log();
        if (operations.retraction().present()) {
            // a rejected operation may have the words in it that must not be stored
            log = log.stream()
                    .filter(entry -> entry.applied().outcome() != OperationOutcome.REJECTED)
                    .toList();
        }
        FeedbackResult result = new FeedbackResult(
                feedback.key().cid().value(),
                editor.version(),
                editor.activeEntries(),
                operations.extractedBy(),
                outcome(operations.retraction(), log),
                log.stream().map(OperationLogEntry::applied).toList());
        return new PlaybookChanges(editor.changedEntries(), editor.lastId(), log, result);
    }

    /** Whether the feedback had no other effect than to delete what it says has ended. */
    private static boolean onlyEnded(List<OperationLogEntry> log) {
        List<AppliedOperation> effective = log.stream()
                .map(OperationLogEntry::applied)
                .filter(applied -> applied.outcome() != OperationOutcome.REJECTED)
                .toList();
        return !effective.isEmpty() && effective.stream().allMatch(applied -> applied.reason() == ReasonCode.RETRACTED);
    }

    private static @Nullable RetractionOutcome outcome(Retraction retraction, List<OperationLogEntry> log) {
        if (!retraction.present()) {
            return onlyEnded(log) ? RetractionOutcome.DELETED : null;
        }
        if (retraction.everything()) {
            return RetractionOutcome.EVERYTHING_DELETED;
        }
        boolean deleted = log.stream()
                .map(OperationLogEntry::applied)
                .anyMatch(applied -> applied.outcome() == OperationOutcome.DELETED);
        return deleted ? RetractionOutcome.DELETED : RetractionOutcome.NOTHING_STORED;
    }
}
