package io.minerstack.memory.conversation;

/**
 * The text of a stored message.
 *
 * @param seq its number within the conversation
 */
record StoredMessage(long seq, String content) {}
