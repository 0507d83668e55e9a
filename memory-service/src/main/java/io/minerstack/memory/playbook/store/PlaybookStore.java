package io.minerstack.memory.playbook.store;

import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.memory.database.StatementDeadline;
import io.minerstack.memory.playbook.Feedback;
import io.minerstack.memory.playbook.FeedbackResult;
import io.minerstack.memory.playbook.InsightType;
import io.minerstack.memory.playbook.PlaybookChanges;
import io.minerstack.memory.playbook.PlaybookEntry;
import io.minerstack.memory.playbook.PlaybookSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Playbooks in PostgreSQL. A feedback locks the row of its conversation before it reads anything, so that the feedbacks
 * of one conversation are applied one after the other.
 */
@Repository
public class PlaybookStore {

    private static final int MAX_WITHOUT_EFFECT = 10_000;

    private static final String LOCK = """
            INSERT INTO conversation AS c (tenant, cid, feedback_count) VALUES ($1, $2, 1)
            ON CONFLICT (tenant, cid) DO UPDATE SET feedback_count = c.feedback_count + 1
            RETURNING playbook_version, last_entry_id, feedback_count
            """;

    private static final String STORED_RESULT =
            "SELECT result FROM playbook_feedback WHERE tenant = $1 AND cid = $2 AND feedback_id = $3";

    private static final String ACTIVE_ENTRIES = "SELECT " + EntryRowMapper.COLUMNS
            + " FROM playbook_entry WHERE tenant = $1 AND cid = $2 AND is_active AND ($3 = '' OR insight_type = $3)"
            + " ORDER BY insight_type, key";

    private static final String ADVANCE_VERSION =
            "UPDATE conversation SET playbook_version = $3, last_entry_id = $4 WHERE tenant = $1 AND cid = $2";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final StatementDeadline deadline;
    private final EntryRowMapper mapper;
    private final PlaybookRowWriter writer;
    private final JsonMapper json;

    PlaybookStore(
            DatabaseClient database,
            ReactiveTransactionManager transactions,
            StatementDeadline deadline,
            EntryRowMapper mapper,
            PlaybookRowWriter writer,
            JsonMapper json) {
        this.database = database;
        this.transaction = TransactionalOperator.create(transactions);
        this.deadline = deadline;
        this.mapper = mapper;
        this.writer = writer;
        this.json = json;
    }

    /** The active entries, by type and key; all types where {@code type} is null. */
    public Mono<List<PlaybookEntry>> activeEntries(ConversationKey key, @Nullable InsightType type) {
        return deadline.apply(entries(key, type));
    }

    /**
     * Writes the changes of a feedback and its log together, or nothing. A feedback whose id is stored already changes
     * nothing. A feedback without operations and without a failure leaves no row.
     *
     * @param edit decides about the changes from the playbook as the transaction reads it; must not block or wait
     */
    public Mono<Receipt> apply(Feedback feedback, Instant now, Function<PlaybookSnapshot, PlaybookChanges> edit) {
        return deadline.apply(transaction
                .execute(status -> lock(feedback.key()).flatMap(locked -> storedResult(feedback)
                        .map(result -> new Receipt(result, true))
                        .doOnNext(repeat -> status.setRollbackOnly())
                        .switchIfEmpty(Mono.defer(
                                () -> editAndWrite(feedback, now, locked, edit).doOnNext(receipt -> {
                                    if (taughtNothing(feedback, receipt.result())) {
                                        status.setRollbackOnly();
                                    }
                                })))))
                .single());
    }

    /** Whether a feedback taught nothing, such as a thumb: no row of it is kept. */
    private static boolean taughtNothing(Feedback feedback, FeedbackResult result) {
        return result.applied().isEmpty() && feedback.failure() == null;
    }

    private Mono<Receipt> editAndWrite(
            Feedback feedback, Instant now, PlaybookSnapshot locked, Function<PlaybookSnapshot, PlaybookChanges> edit) {
        return entries(feedback.key(), null)
                .collectList()
                .map(entries -> edit.apply(locked.withEntries(entries)))
                .flatMap(changes -> write(feedback, locked.logPosition(), changes, now));
    }

    private Mono<Receipt> write(Feedback feedback, long logPosition, PlaybookChanges changes, Instant now) {
        FeedbackResult result = changes.result();
        if (taughtNothing(feedback, result)) {
            return Mono.just(new Receipt(result, false));
        }
        return Flux.fromIterable(changes.entries())
                .concatMap(entry -> writer.writeEntry(feedback.key(), entry))
                .then(statement(ADVANCE_VERSION, feedback.key())
                        .bind(2, result.playbookVersion())
                        .bind(3, changes.lastId())
                        .then())
                .then(writer.writeFeedback(feedback, logPosition, result, maxLogged(changes), now))
                .thenMany(Flux.fromIterable(changes.log())
                        .index()
                        .concatMap(entry -> writer.writeLogEntry(feedback, entry.getT1(), entry.getT2())))
                .then(Mono.just(new Receipt(result, false)));
    }

    /** A feedback that changed no entry is logged with its start only: filling the log must not be cheap. */
    private static int maxLogged(PlaybookChanges changes) {
        return changes.entries().isEmpty() ? MAX_WITHOUT_EFFECT : Integer.MAX_VALUE;
    }

    private Flux<PlaybookEntry> entries(ConversationKey key, @Nullable InsightType type) {
        return statement(ACTIVE_ENTRIES, key)
                .bind(2, type == null ? "" : type.label())
                .map(mapper::read)
                .all();
    }

    private Mono<PlaybookSnapshot> lock(ConversationKey key) {
        return statement(LOCK, key)
                .map(row -> new PlaybookSnapshot(
                        List.of(),
                        Objects.requireNonNull(row.get("last_entry_id", Long.class)),
                        Objects.requireNonNull(row.get("playbook_version", Long.class)),
                        Objects.requireNonNull(row.get("feedback_count", Long.class))))
                .one();
    }

    private Mono<FeedbackResult> storedResult(Feedback feedback) {
        return statement(STORED_RESULT, feedback.key())
                .bind(2, feedback.id())
                .map(row -> json.readValue(row.get("result", String.class), FeedbackResult.class))
                .one();
    }

    private GenericExecuteSpec statement(String sql, ConversationKey key) {
        return database.sql(sql).bind(0, key.tenant().name()).bind(1, key.cid().value());
    }

    /**
     * The answer to a feedback.
     *
     * @param repeated whether the feedback was applied before, so that the result is the first one
     */
    public record Receipt(FeedbackResult result, boolean repeated) {}
}
