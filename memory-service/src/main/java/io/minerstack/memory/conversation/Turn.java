package io.minerstack.memory.conversation;

import io.minerstack.memory.conversationkey.ConversationKey;

/**
 * A user message and the assistant's answer, stored together.
 *
 * @param id id of the turn, unique within the conversation; a repeat of an id stores nothing
 */
record Turn(ConversationKey key, String id, String user, String assistant) {}
