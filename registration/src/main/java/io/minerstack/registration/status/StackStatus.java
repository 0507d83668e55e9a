package io.minerstack.registration.status;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the stack on this machine does right now.
 *
 * @param url the public port of the stack
 * @param state {@code healthy}, {@code degraded}, or {@code stopped} where the gateway does not answer
 * @param detail why it is degraded, as {@code /health} says; empty where it does not
 * @param parts services and what they depend on
 * @param provider which model answers; null where nobody knows
 * @param circuitsOpen model servers that get no requests now, because too many failed
 * @param window the last component calls by outcome; null where the gateway does not say
 * @param limits requests that a limit refused since the start, by limit; null where the gateway does not say
 * @param modelFailures attempts at model servers that failed since the start, by kind of failure; null where
 *     llm-proxy does not say
 * @param disk the disk with the data folder; null where it can't be read
 * @param errors the last warnings and errors of the log, newest first
 */
record StackStatus(
        String url,
        String state,
        String detail,
        List<Part> parts,
        @Nullable Provider provider,
        List<String> circuitsOpen,
        @Nullable Map<String, Long> window,
        @Nullable Map<String, Long> limits,
        @Nullable Map<String, Long> modelFailures,
        @Nullable Disk disk,
        List<RecentErrors.Line> errors) {

    private static final String HEALTHY = "healthy";

    /** Whether a part of the stack runs. */
    enum PartState {
        RUNNING("running"),
        NOT_RUNNING("not running"),
        /** Its management port can't be reached from here, though the stack answers. */
        NOT_KNOWN("not known");

        private final String words;

        PartState(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * One part of the stack.
     *
     * @param detail what is wrong with it, or why its state is not known; empty where nothing is
     */
    record Part(String name, PartState state, String detail) {

        /** Whether nothing is known to be wrong. */
        boolean isWell() {
            return state == PartState.NOT_KNOWN || (state == PartState.RUNNING && detail.isEmpty());
        }
    }

    /** The provider that answers, and the name of its model. */
    record Provider(String name, String model) {}

    /** Bytes of the disk with the data folder. */
    record Disk(String folder, long free, long total) {

        private static final long LITTLE = 1L << 30;

        /** Whether less than 1 GiB is left: the database needs room for its log. */
        boolean isAlmostFull() {
            return free < LITTLE;
        }
    }

    /** Whether nothing needs the operator. */
    boolean isWell() {
        return state.equals(HEALTHY) && parts.stream().allMatch(Part::isWell) && (disk == null || !disk.isAlmostFull());
    }
}
