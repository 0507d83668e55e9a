package io.minerstack.memory.conversation;

import io.minerstack.memory.conversationkey.ConversationKey;

/**
 * One question and its answer, to be stored together.
 *
 * @param id the request that they belong to; a repeat of it stores nothing
 */
record Turn(ConversationKey key, String id, String user, String assistant) {}
