package io.minerstack.agent.recall;

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
public record Recollection(
        List<Remembered> messages,
        List<Entry> entries,
        @Nullable Long playbookVersion,
        State state) {

    /** Nothing was asked of the memory. */
    public static final Recollection UNUSED = new Recollection(List.of(), List.of(), null, State.UNUSED);

    /** The memory was asked and did not answer in time. */
    public static final Recollection UNAVAILABLE = new Recollection(List.of(), List.of(), null, State.UNAVAILABLE);

    public Recollection {
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
