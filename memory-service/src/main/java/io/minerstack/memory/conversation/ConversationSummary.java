package io.minerstack.memory.conversation;

import java.time.Instant;

/** A line of the list of conversations, in the shape that callers see. */
record ConversationSummary(String cid, int messages, Instant createdAt, Instant lastUpdated) {}
