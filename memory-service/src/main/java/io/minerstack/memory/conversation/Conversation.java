package io.minerstack.memory.conversation;

import java.time.Instant;
import java.util.List;

/**
 * The stored messages of a conversation.
 *
 * @param messages oldest first; never empty
 */
record Conversation(List<Message> messages, Instant createdAt, Instant lastActivity) {

    Conversation {
        messages = List.copyOf(messages);
    }
}
