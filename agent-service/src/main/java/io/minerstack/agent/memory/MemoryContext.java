package io.minerstack.agent.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What memory-service knows about a conversation before an answer.
 *
 * @param messages oldest first
 * @param entries active ones only
 * @param playbookVersion the version that the entries were read at; null where they were not read
 * @param state whether the memory was asked and answered
 */
public record MemoryContext(
        List<HistoryMessage> messages,
        List<PlaybookEntry> entries,
        @Nullable Long playbookVersion,
        State state) {

    /** Nothing was asked of the memory. */
    public static final MemoryContext UNUSED = new MemoryContext(List.of(), List.of(), null, State.UNUSED);

    /** The memory was asked and did not answer in time. */
    public static final MemoryContext UNAVAILABLE = new MemoryContext(List.of(), List.of(), null, State.UNAVAILABLE);

    public MemoryContext {
        messages = List.copyOf(messages);
        entries = List.copyOf(entries);
    }

    /** How the reading went. */
    public enum State {
        AVAILABLE,
        UNUSED,
        UNAVAILABLE
    }
}
