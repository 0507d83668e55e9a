package io.minerstack.memory.context;

import io.minerstack.memory.conversation.Message;
import io.minerstack.memory.playbook.EntryView;
import java.util.List;

/** What a request needs to remember, in the shape of the wire: messages oldest first, entries by type and key. */
record MemoryContext(List<Message> messages, Playbook playbook) {

    /** @param version 0 where there is none or none was asked for */
    record Playbook(long version, List<EntryView> entries) {}
}
