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
 * @param inContainers whether the services run in containers, which have the log, too
 * @param errors the last warnings and errors of the log, newest first; null where no log was read
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
        boolean inContainers,
        @Nullable List<RecentErrors.Line> errors) {

    private static final String HEALTHY = "healthy";
    private static final String GOOD = "good";

    /** One call in so many may be lost before that is told. */
    private static final int FEW_IN = 20;

    private static final int FEWEST_LOST = 2;

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

    /** Whether nothing is known to need the operator. */
    boolean isWell() {
        return state.equals(HEALTHY)
                && parts.stream().allMatch(Part::isWell)
                && (disk == null || !disk.isAlmostFull())
                && lostCalls() == null;
    }

    /** Whether the state of all parts and the score window are known. */
    boolean isKnown() {
        return window != null && parts.stream().noneMatch(part -> part.state() == PartState.NOT_KNOWN);
    }

    /** A line about the calls of the score window that were not good; null while they are few. */
    @Nullable
    String lostCalls() {
        if (window == null) {
            return null;
        }
        long all = window.values().stream().mapToLong(Long::longValue).sum();
        long lost = all - window.getOrDefault(GOOD, 0L);
        if (lost < FEWEST_LOST || lost * FEW_IN <= all) {
            return null;
        }
        String most = window.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(GOOD))
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
        return lost + " of the last " + all + " component calls were lost, most of them " + most + ": " + cause(most);
    }

    private static String cause(String outcome) {
        return switch (outcome) {
            case "refused" -> "a limit of rates, a budget or the load, see Limits hit";
            case "late" -> "the model or the search takes too long, see Model failures";
            case "malformed" -> "the model's answers have no usable text, see the log";
            default -> "see Model failures and the log";
        };
    }
}
