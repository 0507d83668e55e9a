package io.minerstack.memory.playbook.store;

import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.memory.database.PostgresText;
import io.minerstack.memory.playbook.AppliedOperation;
import io.minerstack.memory.playbook.Feedback;
import io.minerstack.memory.playbook.FeedbackResult;
import io.minerstack.memory.playbook.OperationLogEntry;
import io.minerstack.memory.playbook.PlaybookEntry;
import io.minerstack.memory.playbook.ValueDigest;
import io.r2dbc.postgresql.codec.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes the rows of a feedback: one method per table. */
@Component
class PlaybookRowWriter {

    private static final int MAX_PROPOSED = 20_000;

    private static final String ENTRY = """
            INSERT INTO playbook_entry (tenant, cid, id, insight_type, key, value, value_digest, operation,
                source_feedback, confidence_score, created_at, updated_at, version, is_active, tags, extra_data,
                agreements, changed_in)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            ON CONFLICT (tenant, cid, id) DO UPDATE SET value = excluded.value, value_digest = excluded.value_digest,
                operation = excluded.operation, source_feedback = excluded.source_feedback,
                confidence_score = excluded.confidence_score, updated_at = excluded.updated_at,
                version = excluded.version, is_active = excluded.is_active, tags = excluded.tags,
                extra_data = excluded.extra_data, agreements = excluded.agreements, changed_in = excluded.changed_in
            """;

    private static final String FEEDBACK = """
            INSERT INTO playbook_feedback (tenant, cid, feedback_id, position, feedback, model, raw_reply, version_seen,
                failure, result, received_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """;

    private static final String LOG_ENTRY = """
            INSERT INTO playbook_operation (tenant, cid, feedback_id, position, proposed, operation, insight_type, key,
                value, confidence_score, outcome, reason, entry_id, entry_version, value_before)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """;

    private final DatabaseClient database;
    private final JsonMapper json;

    PlaybookRowWriter(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<Void> writeEntry(ConversationKey key, PlaybookEntry entry) {
        Row row = row(ENTRY, key)
                .with(Long.class, entry.id())
                .with(String.class, entry.type().label())
                .with(String.class, entry.key())
                .with(String.class, entry.value())
                .with(byte[].class, ValueDigest.of(entry.value()))
                .with(String.class, entry.operation().label())
                .with(String.class, entry.sourceFeedback())
                .with(Double.class, entry.confidence())
                .with(Instant.class, entry.createdAt())
                .with(Instant.class, entry.updatedAt())
                .with(Integer.class, entry.version())
                .with(Boolean.class, entry.active())
                .with(String[].class, entry.tags() == null ? null : entry.tags().toArray(String[]::new))
                .with(
                        Json.class,
                        entry.extraData() == null ? null : Json.of(json.writeValueAsString(entry.extraData())))
                .with(Integer.class, entry.agreements())
                .with(Long.class, entry.changedIn());
        return row.write();
    }

    /**
     * Writes a feedback.
     *
     * @param max maximum number of characters of the feedback and of the model's reply
     */
    Mono<Void> writeFeedback(Feedback feedback, long position, FeedbackResult result, int max, Instant now) {
        String rawReply = feedback.rawReply();
        return row(FEEDBACK, feedback.key())
                .with(String.class, feedback.id())
                .with(Long.class, position)
                .with(String.class, PostgresText.truncate(feedback.text(), max))
                .with(String.class, feedback.model())
                .with(String.class, rawReply == null ? null : PostgresText.truncate(rawReply, max))
                .with(Long.class, feedback.versionSeen())
                .with(String.class, feedback.failure())
                .with(String.class, json.writeValueAsString(result))
                .with(Instant.class, now)
                .write();
    }

    Mono<Void> writeLogEntry(Feedback feedback, long position, OperationLogEntry entry) {
        AppliedOperation applied = entry.applied();
        return row(LOG_ENTRY, feedback.key())
                .with(String.class, feedback.id())
                .with(Integer.class, (int) position)
                .with(String.class, proposed(entry))
                .with(String.class, applied.operation())
                .with(String.class, applied.insightType())
                .with(String.class, applied.key())
                .with(String.class, applied.value())
                .with(Double.class, applied.confidenceScore())
                .with(String.class, applied.outcome().label())
                .with(
                        String.class,
                        applied.reason() == null ? null : applied.reason().label())
                .with(Long.class, applied.id())
                .with(Integer.class, applied.version())
                .with(String.class, entry.valueBefore())
                .write();
    }

    private @Nullable String proposed(OperationLogEntry entry) {
        return entry.proposed() == null
                ? null
                : PostgresText.truncate(PostgresText.sanitize(json.writeValueAsString(entry.proposed())), MAX_PROPOSED);
    }

    private Row row(String sql, ConversationKey key) {
        return new Row(database.sql(sql), 0)
                .with(String.class, key.tenant().name())
                .with(String.class, key.cid().value());
    }

    /** A statement whose parameters are bound in their order; a parameter may be null. */
    private record Row(GenericExecuteSpec statement, int next) {

        <T> Row with(Class<T> type, @Nullable T value) {
            return new Row(value == null ? statement.bindNull(next, type) : statement.bind(next, value), next + 1);
        }

        Mono<Void> write() {
            return statement.then();
        }
    }
}
