package io.minerstack.memory.conversation;

import java.time.Instant;
import java.util.List;

/** A conversation with the messages that are kept of it, oldest first, never empty. */
record Conversation(List<Message> messages, Instant createdAt, Instant lastActivity) {

    Conversation {
        messages = List.copyOf(messages);
    }
}
