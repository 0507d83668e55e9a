package io.minerstack.memory.conversation;

import java.util.List;

/**
 * Part of a tenant's conversations, newest first.
 *
 * @param total how many there are in all
 * @param more whether others follow
 */
record ConversationPage(long total, List<ConversationSummary> conversations, boolean more) {

    ConversationPage {
        conversations = List.copyOf(conversations);
    }
}
