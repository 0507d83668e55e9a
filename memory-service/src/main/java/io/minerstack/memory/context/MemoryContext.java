package io.minerstack.memory.context;

import io.minerstack.memory.conversation.Message;
import io.minerstack.memory.playbook.web.EntryView;
import java.util.List;

/**
 * The history and the playbook for one request, in the shape of the response.
 *
 * @param messages oldest first
 */
record MemoryContext(List<Message> messages, Playbook playbook) {

    /**
     * The active entries.
     *
     * @param version 0 if the conversation is unknown or the playbook was not requested
     * @param entries by type and key
     */
    record Playbook(long version, List<EntryView> entries) {}
}
