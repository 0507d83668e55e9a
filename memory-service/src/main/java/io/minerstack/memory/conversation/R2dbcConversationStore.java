package io.minerstack.memory.conversation;

import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.memory.database.StatementTimeout;
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

/** Conversations in PostgreSQL. What must hold under concurrent writers is in the functions that the migrations define. */
@Repository
class R2dbcConversationStore implements ConversationStore {

    private static final String APPEND = "SELECT * FROM append_turn($1, $2, $3, $4, $5, $6, $7, $8)";

    // bounds apply here too: neither a sweeper that is off nor a lowered setting may show more
    private static final String READ = """
            SELECT c.started_at, c.last_activity, m.role, m.content, m.created_at
            FROM conversation c JOIN message m ON m.tenant = c.tenant AND m.cid = c.cid
            WHERE c.tenant = $1 AND c.cid = $2 AND m.created_at >= $3 AND m.seq > c.last_seq - $4
            ORDER BY m.seq
            """;

    private static final String LIST = """
            SELECT total.conversations, page.cid, page.started_at, page.last_activity,
                   (SELECT count(*) FROM message m WHERE m.tenant = $1 AND m.cid = page.cid
                       AND m.seq > page.last_seq - $3 AND m.created_at >= $2) AS messages
            FROM (SELECT count(*) AS conversations FROM conversation
                      WHERE tenant = $1 AND last_activity >= $2) total
            LEFT JOIN (SELECT cid, started_at, last_activity, last_seq FROM conversation
                           WHERE tenant = $1 AND last_activity >= $2 AND (last_activity, cid) < ($5, $6)
                           ORDER BY last_activity DESC, cid DESC LIMIT $4) page ON true
            ORDER BY page.last_activity DESC, page.cid DESC
            """;

    private static final String FORGET = "SELECT forget($1, $2, $3, $4)";

    /** Before every place of the list: PostgreSQL's last moment is beyond it. */
    private static final Cursor START = new Cursor(Instant.parse("9999-12-31T23:59:59Z"), "");

    private final DatabaseClient database;
    private final StatementTimeout deadline;

    R2dbcConversationStore(DatabaseClient database, StatementTimeout deadline) {
        this.database = database;
        this.deadline = deadline;
    }

    @Override
    public Mono<AppendResult> append(Turn turn, Instant now, Instant cutoff, int keep) {
        return deadline.run(of(APPEND, turn.key())
                .bind(2, turn.id())
                .bind(3, turn.user())
                .bind(4, turn.assistant())
                .bind(5, now)
                .bind(6, cutoff)
                .bind(7, keep)
                .map(row -> new AppendResult(
                        value(row, "seq", Long.class),
                        value(row, "kept", Integer.class),
                        value(row, "trimmed", Integer.class),
                        value(row, "stored", Boolean.class)))
                .one());
    }

    @Override
    public Mono<Conversation> read(ConversationKey key, Instant cutoff, int keep) {
        return deadline.run(of(READ, key)
                        .bind(2, cutoff)
                        .bind(3, keep)
                        .map(Part::read)
                        .all())
                .filter(parts -> !parts.isEmpty())
                .map(parts -> new Conversation(
                        parts.stream().map(Part::message).toList(),
                        parts.getFirst().startedAt(),
                        parts.getFirst().lastActivity()));
    }

    @Override
    public Mono<ConversationPage> list(Tenant tenant, Instant cutoff, int keep, int limit, @Nullable Cursor cursor) {
        Cursor from = cursor == null ? START : cursor;
        return deadline.run(database.sql(LIST)
                        .bind(0, tenant.name())
                        .bind(1, cutoff)
                        .bind(2, keep)
                        .bind(3, limit + 1)
                        .bind(4, from.lastUpdated())
                        .bind(5, from.cid())
                        .map(Line::read)
                        .all())
                .map(lines -> page(lines, limit));
    }

    private static ConversationPage page(List<Line> lines, int limit) {
        List<ConversationSummary> found = lines.stream()
                .flatMap(line -> Stream.ofNullable(line.summary()))
                .toList();
        return new ConversationPage(
                lines.getFirst().total(), found.stream().limit(limit).toList(), found.size() > limit);
    }

    @Override
    public Mono<Boolean> forget(ConversationKey key, Instant cutoff, boolean erase) {
        return deadline.run(of(FORGET, key)
                .bind(2, cutoff)
                .bind(3, erase)
                .map(row -> Objects.requireNonNull(row.get(0, Boolean.class)))
                .one());
    }

    private GenericExecuteSpec of(String sql, ConversationKey key) {
        return database.sql(sql).bind(0, key.tenant().name()).bind(1, key.cid().value());
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type));
    }

    private record Part(Instant startedAt, Instant lastActivity, Message message) {

        static Part read(Readable row) {
            return new Part(
                    Objects.requireNonNull(row.get("started_at", Instant.class)),
                    Objects.requireNonNull(row.get("last_activity", Instant.class)),
                    Message.read(row));
        }
    }

    /** The list's total, with one conversation beside it unless the page is empty. */
    private record Line(long total, @Nullable ConversationSummary summary) {

        static Line read(Readable row) {
            String cid = row.get("cid", String.class);
            return new Line(
                    value(row, "conversations", Long.class),
                    cid == null
                            ? null
                            : new ConversationSummary(
                                    cid,
                                    value(row, "messages", Integer.class),
                                    value(row, "started_at", Instant.class),
                                    value(row, "last_activity", Instant.class)));
        }
    }
}
