package io.minerstack.memory.conversation;

import io.minerstack.memory.database.RequiredColumn;
import io.r2dbc.spi.Readable;
import java.time.Instant;

/**
 * A message, with the field names of the public API.
 *
 * @param timestamp when the turn was stored; messages are ordered by {@code seq}, never by this time
 */
public record Message(Role role, String content, Instant timestamp) {

    /** Reads the columns {@code role}, {@code content} and {@code created_at}. */
    public static Message read(Readable row) {
        return new Message(
                Role.of(RequiredColumn.get(row, "role", String.class)),
                RequiredColumn.get(row, "content", String.class),
                RequiredColumn.get(row, "created_at", Instant.class));
    }
}
