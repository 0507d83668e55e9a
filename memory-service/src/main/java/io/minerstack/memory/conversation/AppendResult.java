package io.minerstack.memory.conversation;

/**
 * What became of a turn.
 *
 * @param lastSeq number of its last message within the conversation, counted from 1
 * @param messages how many messages the conversation held right after it
 * @param trimmed how many old ones went
 * @param stored false for a repeat, whose numbers are those of the first time
 */
record AppendResult(long lastSeq, int messages, int trimmed, boolean stored) {}
