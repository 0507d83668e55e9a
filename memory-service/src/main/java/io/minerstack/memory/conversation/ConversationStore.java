package io.minerstack.memory.conversation;

import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.memory.database.RequiredColumn;
import io.minerstack.memory.database.StatementDeadline;
import io.minerstack.servicesupport.context.Tenant;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Reads and writes conversations in PostgreSQL. Each method is one statement: one round trip and one transaction. The
 * SQL functions of the migrations contain what must hold under concurrent writers.
 */
@Repository
class ConversationStore {

    private static final String APPEND = "SELECT * FROM append_turn($1, $2, $3, $4, $5, $6, $7, $8)";

    // reads apply both limits themselves: rows that no sweep has deleted yet, or that a lowered limit excludes, stay
    // hidden
    private static final String READ = """
            SELECT c.started_at, c.last_activity, m.role, m.content, m.created_at
            FROM conversation c JOIN message m ON m.tenant = c.tenant AND m.cid = c.cid
            WHERE c.tenant = $1 AND c.cid = $2 AND m.created_at >= $3 AND m.seq > c.last_seq - $4
            ORDER BY m.seq
            """;

    private static final String LIST = """
            SELECT total.conversations, page.cid, page.started_at, page.last_activity,
                   (SELECT count(*) FROM message m WHERE m.tenant = $1 AND m.cid = page.cid
                       AND m.seq > page.last_seq - $3 AND m.created_at >= $2) AS messages,
                   CASE WHEN $7 THEN (SELECT left(m.content, %d) FROM message m
                       WHERE m.tenant = $1 AND m.cid = page.cid AND m.role = 'user'
                           AND m.seq > page.last_seq - $3 AND m.created_at >= $2
                       ORDER BY m.seq LIMIT 1) END AS preview
            FROM (SELECT count(*) AS conversations FROM conversation
                      WHERE tenant = $1 AND last_activity >= $2) total
            LEFT JOIN (SELECT cid, started_at, last_activity, last_seq FROM conversation
                           WHERE tenant = $1 AND last_activity >= $2 AND (last_activity, cid) < ($5, $6)
                           ORDER BY last_activity DESC, cid DESC LIMIT $4) page ON true
            ORDER BY page.last_activity DESC, page.cid DESC
            """.formatted(ConversationSummary.PREVIEW_LENGTH);

    private static final String DELETE = "SELECT forget($1, $2, $3, $4)";

    private static final String MESSAGES_BEFORE = """
            SELECT m.seq, m.content FROM message m WHERE m.tenant = $1 AND m.cid = $2 AND m.seq < $3 ORDER BY m.seq
            """;

    private static final String REPLACE = """
            UPDATE message SET content = $4 WHERE tenant = $1 AND cid = $2 AND seq = $3 AND content = $5
            """;

    /** Before every conversation of the list. */
    private static final Cursor START = new Cursor(Instant.parse("9999-12-31T23:59:59Z"), "");

    private final DatabaseClient database;
    private final StatementDeadline deadline;

    ConversationStore(DatabaseClient database, StatementDeadline deadline) {
        this.database = database;
        this.deadline = deadline;
    }

    /**
     * Appends a turn and trims the conversation. Concurrent appends to one conversation run one after the other.
     *
     * @param cutoff older messages are not counted in the result
     * @param maxMessages number of messages that the conversation may have after the append
     */
    Mono<AppendResult> append(Turn turn, Instant now, Instant cutoff, int maxMessages) {
        return deadline.apply(statement(APPEND, turn.key())
                .bind(2, turn.id())
                .bind(3, turn.user())
                .bind(4, turn.assistant())
                .bind(5, now)
                .bind(6, cutoff)
                .bind(7, maxMessages)
                .map(row -> new AppendResult(
                        RequiredColumn.get(row, "seq", Long.class),
                        RequiredColumn.get(row, "kept", Integer.class),
                        RequiredColumn.get(row, "trimmed", Integer.class),
                        RequiredColumn.get(row, "stored", Boolean.class)))
                .one());
    }

    /** The newest {@code maxMessages} messages that are not older than {@code cutoff}; empty if there are none. */
    Mono<Conversation> read(ConversationKey key, Instant cutoff, int maxMessages) {
        return deadline.apply(statement(READ, key)
                        .bind(2, cutoff)
                        .bind(3, maxMessages)
                        .map(MessageRow::read)
                        .all())
                .filter(rows -> !rows.isEmpty())
                .map(rows -> new Conversation(
                        rows.stream().map(MessageRow::message).toList(),
                        rows.getFirst().startedAt(),
                        rows.getFirst().lastActivity()));
    }

    /** All messages before a number, also those that {@link #read} hides. */
    Mono<List<StoredMessage>> messagesBefore(ConversationKey key, long seq) {
        return deadline.apply(statement(MESSAGES_BEFORE, key)
                .bind(2, seq)
                .map(row -> new StoredMessage(
                        RequiredColumn.get(row, "seq", Long.class), RequiredColumn.get(row, "content", String.class)))
                .all());
    }

    /** Gives a message another text; 0 where it has changed since it was read. */
    Mono<Long> replace(ConversationKey key, MessageChange change) {
        return deadline.apply(statement(REPLACE, key)
                .bind(2, change.message().seq())
                .bind(3, change.text())
                .bind(4, change.message().content())
                .fetch()
                .rowsUpdated());
    }

    /**
     * One page of the tenant's conversations that have a message not older than {@code cutoff}.
     *
     * @param preview whether the page has the beginnings of the conversations
     */
    Mono<ConversationPage> list(
            Tenant tenant, Instant cutoff, int maxMessages, int limit, @Nullable Cursor cursor, boolean preview) {
        Cursor from = cursor == null ? START : cursor;
        return deadline.apply(database.sql(LIST)
                        .bind(0, tenant.name())
                        .bind(1, cutoff)
                        .bind(2, maxMessages)
                        .bind(3, limit + 1)
                        .bind(4, from.lastUpdated())
                        .bind(5, from.cid())
                        .bind(6, preview)
                        .map(ListRow::read)
                        .all())
                .map(rows -> page(rows, limit));
    }

    /**
     * Deletes the messages, and optionally the playbook with its log; false if the conversation is unknown or expired.
     */
    Mono<Boolean> delete(ConversationKey key, Instant cutoff, boolean withPlaybook) {
        return deadline.apply(statement(DELETE, key)
                .bind(2, cutoff)
                .bind(3, withPlaybook)
                .map(row -> Objects.requireNonNull(row.get(0, Boolean.class)))
                .one());
    }

    /** The statement asks for one row more than the page has, to know whether another page follows. */
    private static ConversationPage page(List<ListRow> rows, int limit) {
        List<ConversationSummary> found =
                rows.stream().flatMap(row -> Stream.ofNullable(row.summary())).toList();
        return new ConversationPage(
                rows.getFirst().total(), found.stream().limit(limit).toList(), found.size() > limit);
    }

    private GenericExecuteSpec statement(String sql, ConversationKey key) {
        return database.sql(sql).bind(0, key.tenant().name()).bind(1, key.cid().value());
    }

    private record MessageRow(Instant startedAt, Instant lastActivity, Message message) {

        static MessageRow read(Readable row) {
            return new MessageRow(
                    RequiredColumn.get(row, "started_at", Instant.class),
                    RequiredColumn.get(row, "last_activity", Instant.class),
                    Message.read(row));
        }
    }

    /** The total, and one conversation of the page; an empty page is one row without a conversation. */
    private record ListRow(long total, @Nullable ConversationSummary summary) {

        static ListRow read(Readable row) {
            String cid = row.get("cid", String.class);
            return new ListRow(
                    RequiredColumn.get(row, "conversations", Long.class),
                    cid == null
                            ? null
                            : new ConversationSummary(
                                    cid,
                                    RequiredColumn.get(row, "messages", Integer.class),
                                    RequiredColumn.get(row, "started_at", Instant.class),
                                    RequiredColumn.get(row, "last_activity", Instant.class),
                                    row.get("preview", String.class)));
        }
    }
}
