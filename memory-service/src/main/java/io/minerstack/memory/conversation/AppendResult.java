package io.minerstack.memory.conversation;

/**
 * The result of an append.
 *
 * @param lastSeq number of the turn's last message within the conversation, from 1
 * @param messages number of messages in the conversation after the append
 * @param trimmed number of old messages that the append deleted
 * @param stored false if the turn id was stored before; then the numbers are those of the first append, and trimmed is
 *     0
 */
record AppendResult(long lastSeq, int messages, int trimmed, boolean stored) {}
