package io.minerstack.agent.memory;

import io.minerstack.servicesupport.text.LowerCaseLabel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * History and playbook of a conversation, read before the answer.
 *
 * @param messages the last messages, oldest first
 * @param entries the active playbook entries
 * @param playbookVersion the playbook's version when the entries were read; null where they were not read
 * @param state whether memory-service was called and answered
 */
public record MemoryContext(
        List<HistoryMessage> messages,
        List<PlaybookEntry> entries,
        @Nullable Long playbookVersion,
        State state) {

    /** memory-service was not called. */
    public static final MemoryContext UNUSED = new MemoryContext(List.of(), List.of(), null, State.UNUSED);

    /** memory-service failed or did not answer in time. */
    public static final MemoryContext UNAVAILABLE = new MemoryContext(List.of(), List.of(), null, State.UNAVAILABLE);

    public MemoryContext {
        messages = List.copyOf(messages);
        entries = List.copyOf(entries);
    }

    /** Result of reading from memory-service, as the reply's {@code metadata.memory} shows it. */
    public enum State implements LowerCaseLabel {
        AVAILABLE,
        UNUSED,
        UNAVAILABLE
    }
}
