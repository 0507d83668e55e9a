package io.minerstack.memory.conversation;

import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.memory.playbook.retraction.RedactedTurn;

/**
 * A user message and the assistant's answer, stored together.
 *
 * @param id id of the turn, unique within the conversation; a repeat of an id stores nothing
 * @param feedback whether the user message is a feedback on what is remembered
 */
record Turn(ConversationKey key, String id, String user, String assistant, boolean feedback) {

    Turn with(RedactedTurn redacted) {
        return new Turn(key, id, redacted.user(), redacted.assistant(), feedback);
    }
}
