package io.minerstack.memory.playbook;

import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.memory.database.StatementDeadline;
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

/** Playbooks in PostgreSQL. The row lock on the conversation is taken before anything is read that a decision rests on. */
@Repository
class R2dbcPlaybookStore implements PlaybookStore {

    private static final String LOCK = """
            INSERT INTO conversation AS c (tenant, cid, feedback_count) VALUES ($1, $2, 1)
            ON CONFLICT (tenant, cid) DO UPDATE SET feedback_count = c.feedback_count + 1
            RETURNING playbook_version, last_entry_id, feedback_count
            """;

    private static final String STORED =
            "SELECT result FROM playbook_feedback WHERE tenant = $1 AND cid = $2 AND feedback_id = $3";

    private static final String ACTIVE = "SELECT " + EntryRows.COLUMNS
            + " FROM playbook_entry WHERE tenant = $1 AND cid = $2 AND is_active AND ($3 = '' OR insight_type = $3)"
            + " ORDER BY insight_type, key";

    private static final String ADVANCE =
            "UPDATE conversation SET playbook_version = $3, last_entry_id = $4 WHERE tenant = $1 AND cid = $2";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final StatementDeadline deadline;
    private final EntryRows rows;
    private final PlaybookWrites writes;
    private final JsonMapper json;

    R2dbcPlaybookStore(
            DatabaseClient database,
            ReactiveTransactionManager transactions,
            StatementDeadline deadline,
            EntryRows rows,
            PlaybookWrites writes,
            JsonMapper json) {
        this.database = database;
        this.transaction = TransactionalOperator.create(transactions);
        this.deadline = deadline;
        this.rows = rows;
        this.writes = writes;
        this.json = json;
    }

    @Override
    public Mono<List<Entry>> active(ConversationKey key, @Nullable InsightType type) {
        return deadline.apply(entries(key, type));
    }

    private Flux<Entry> entries(ConversationKey key, @Nullable InsightType type) {
        return of(ACTIVE, key)
                .bind(2, type == null ? "" : type.word())
                .map(rows::read)
                .all();
    }

    @Override
    public Mono<Receipt> apply(Feedback feedback, Instant now, Function<PlaybookState, PlaybookDraft> resolve) {
        return deadline.apply(transaction
                .execute(status -> lock(feedback.key()).flatMap(locked -> stored(feedback)
                        .map(result -> new Receipt(result, true))
                        .doOnNext(repeat -> status.setRollbackOnly())
                        .switchIfEmpty(Mono.defer(() -> entries(feedback.key(), null)
                                .collectList()
                                .flatMap(entries -> write(feedback, now, locked.with(entries), resolve))))))
                .single());
    }

    private Mono<Receipt> write(
            Feedback feedback, Instant now, PlaybookState state, Function<PlaybookState, PlaybookDraft> resolve) {
        PlaybookDraft draft = resolve.apply(state);
        FeedbackResult result = new FeedbackResult(
                feedback.key().cid().value(),
                draft.version(),
                draft.size(),
                draft.steps().stream().map(Step::applied).toList());
        return Flux.fromIterable(draft.changes())
                .concatMap(entry -> writes.entry(feedback.key(), entry))
                .then(of(ADVANCE, feedback.key())
                        .bind(2, draft.version())
                        .bind(3, draft.lastId())
                        .then())
                .then(writes.feedback(feedback, state.position(), json.writeValueAsString(result), now))
                .thenMany(Flux.fromIterable(draft.steps())
                        .index()
                        .concatMap(step -> writes.step(feedback, step.getT1(), step.getT2())))
                .then(Mono.just(new Receipt(result, false)));
    }

    private Mono<PlaybookState> lock(ConversationKey key) {
        return of(LOCK, key)
                .map(row -> new PlaybookState(
                        List.of(),
                        Objects.requireNonNull(row.get("last_entry_id", Long.class)),
                        Objects.requireNonNull(row.get("playbook_version", Long.class)),
                        Objects.requireNonNull(row.get("feedback_count", Long.class))))
                .one();
    }

    private Mono<FeedbackResult> stored(Feedback feedback) {
        return of(STORED, feedback.key())
                .bind(2, feedback.id())
                .map(row -> json.readValue(row.get("result", String.class), FeedbackResult.class))
                .one();
    }

    private GenericExecuteSpec of(String sql, ConversationKey key) {
        return database.sql(sql).bind(0, key.tenant().name()).bind(1, key.cid().value());
    }
}
