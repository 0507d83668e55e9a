package io.minerstack.memory.context;

import io.minerstack.memory.context.MemoryContext.Playbook;
import io.minerstack.memory.conversation.Message;
import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.memory.database.RequiredColumn;
import io.minerstack.memory.database.StatementDeadline;
import io.minerstack.memory.playbook.store.EntryRowMapper;
import io.minerstack.memory.playbook.web.EntryView;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Reads history and playbook with one statement: the request waits for a single round trip, and both parts come from
 * the same snapshot. The column {@code part} says whether a row is an entry, a message or the playbook's version.
 */
@Repository
class ContextStore {

    // the columns of messages and of the version have the positions of EntryRowMapper.COLUMNS: id (seq, version) and
    // created_at
    private static final String READ = """
            WITH c AS (SELECT last_seq, playbook_version FROM conversation WHERE tenant = $1 AND cid = $2)
            SELECT * FROM (
                SELECT 'entry' AS part, NULL::text AS role, NULL::text AS content, %s
                FROM playbook_entry WHERE $5 AND tenant = $1 AND cid = $2 AND is_active
                UNION ALL
                SELECT 'message', m.role, m.content, m.seq, NULL, NULL, NULL, NULL, NULL, NULL, m.created_at,
                       NULL, NULL, NULL, NULL, NULL, NULL
                FROM c, message m WHERE m.tenant = $1 AND m.cid = $2 AND m.created_at >= $3 AND m.seq > c.last_seq - $4
                UNION ALL
                SELECT 'version', NULL, NULL, c.playbook_version, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                       NULL, NULL, NULL, NULL, NULL, NULL
                FROM c WHERE $5
            ) parts
            ORDER BY part, insight_type COLLATE "C", key COLLATE "C", id
            """.formatted(EntryRowMapper.COLUMNS);

    private final DatabaseClient database;
    private final StatementDeadline deadline;
    private final EntryRowMapper entries;

    ContextStore(DatabaseClient database, StatementDeadline deadline, EntryRowMapper entries) {
        this.database = database;
        this.deadline = deadline;
        this.entries = entries;
    }

    /**
     * Reads the context of one conversation; an unknown conversation has an empty context.
     *
     * @param cutoff older messages are left out
     * @param messages maximum number of messages; the newest are returned
     * @param playbook whether to read the active entries
     */
    Mono<MemoryContext> read(ConversationKey key, Instant cutoff, int messages, boolean playbook) {
        return deadline.apply(database.sql(READ)
                        .bind(0, key.tenant().name())
                        .bind(1, key.cid().value())
                        .bind(2, cutoff)
                        .bind(3, messages)
                        .bind(4, playbook)
                        .map(row -> part(key, row))
                        .all())
                .map(ContextStore::context);
    }

    private Part part(ConversationKey key, Readable row) {
        return switch (RequiredColumn.get(row, "part", String.class)) {
            case "entry" -> new EntryPart(EntryView.of(key, entries.read(row)));
            case "message" -> new MessagePart(Message.read(row));
            default -> new VersionPart(RequiredColumn.get(row, "id", Long.class));
        };
    }

    private static MemoryContext context(List<Part> parts) {
        List<Message> messages = new ArrayList<>();
        List<EntryView> entries = new ArrayList<>();
        long version = 0;
        for (Part part : parts) {
            switch (part) {
                case MessagePart(Message message) -> messages.add(message);
                case EntryPart(EntryView entry) -> entries.add(entry);
                case VersionPart(long number) -> version = number;
            }
        }
        return new MemoryContext(messages, new Playbook(version, entries));
    }

    private sealed interface Part {}

    private record MessagePart(Message message) implements Part {}

    private record EntryPart(EntryView entry) implements Part {}

    private record VersionPart(long version) implements Part {}
}
