package io.minerstack.memory.conversation;

import java.util.List;

/**
 * One page of a tenant's conversations, newest first.
 *
 * @param total number of conversations on all pages
 * @param more whether another page follows
 */
record ConversationPage(long total, List<ConversationSummary> conversations, boolean more) {

    ConversationPage {
        conversations = List.copyOf(conversations);
    }
}
