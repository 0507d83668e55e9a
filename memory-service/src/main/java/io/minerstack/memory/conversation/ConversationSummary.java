package io.minerstack.memory.conversation;

import java.time.Instant;

/** An entry of the list of conversations, with the field names of the public API. */
record ConversationSummary(String cid, int messages, Instant createdAt, Instant lastUpdated) {}
