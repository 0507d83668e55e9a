/**
 * Stores the last messages of each conversation, in the order in which they were appended.
 *
 * <p>The way of an append that trims the conversation: {@code TurnController} → {@code ConversationService} → {@code
 * ConversationStore} → SQL function {@code append_turn} in {@code R__append_turn.sql}.
 */
@NullMarked
package io.minerstack.memory.conversation;

import org.jspecify.annotations.NullMarked;
