package io.minerstack.memory.conversation;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;

/**
 * One message, in the shape that callers see.
 *
 * @param timestamp when its turn was stored; for people to read, never to order by
 */
public record Message(Role role, String content, Instant timestamp) {

    /** Reads the columns {@code role}, {@code content} and {@code created_at}. */
    public static Message read(Readable row) {
        return new Message(
                Role.of(text(row, "role")),
                text(row, "content"),
                Objects.requireNonNull(row.get("created_at", Instant.class)));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }
}
