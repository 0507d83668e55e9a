package io.minerstack.llmproxy.replica;

import java.util.List;

/**
 * Chooses the server that has the least to do until the first token: {@code bytes of the prompt that are not in its
 * cache + bytes of other prompts that it has still to read + } {@value #BYTES_PER_REQUEST} {@code * requests under
 * way}. So a beginning that all prompts share draws no more requests to its server than it saves there; then another
 * server gets it, too. Of servers with equally much to do, the one gets the request that was not chosen for the
 * longest time: the first one of the list would get all.
 *
 * <p>An idle server that has got nothing yet comes first, whatever the others have. So all servers soon have what all
 * prompts share, and few callers do not stay with the first server, while the caches of the others are empty.
 */
public class PrefixChooser implements ReplicaChooser {

    /**
     * The work of a request whose prompt is read, as bytes of a prompt. With a quarter of this, servers with a popular
     * beginning are overloaded; with four times as much, every fourth request leaves its cache (see
     * docs/performance.md).
     */
    static final long BYTES_PER_REQUEST = 1024;

    @Override
    public <R extends Replica> ReplicaChoice<R> choose(List<R> candidates, PromptPrefix prompt) {
        R best = candidates.getFirst();
        long bestKnown = 0;
        long least = Long.MAX_VALUE;
        for (R replica : candidates) {
            long known = replica.prefixes().knownBytes(prompt);
            ReplicaLoad load = replica.load();
            long work = isNew(replica) ? 0 : prompt.bytes() - known + work(load);
            if (work < least
                    || (work == least && load.lastAssignment() < best.load().lastAssignment())) {
                best = replica;
                bestKnown = known;
                least = work;
            }
        }
        return new ReplicaChoice<>(best, reason(candidates, bestKnown), prompt, bestKnown);
    }

    private static boolean isNew(Replica replica) {
        return replica.load().underWay() == 0 && replica.prefixes().isEmpty();
    }

    private static long work(ReplicaLoad load) {
        return load.unreadBytes() + BYTES_PER_REQUEST * load.underWay();
    }

    private static ReplicaChoice.Reason reason(List<?> candidates, long known) {
        if (candidates.size() == 1) {
            return ReplicaChoice.Reason.ONLY;
        }
        return known > 0 ? ReplicaChoice.Reason.PREFIX : ReplicaChoice.Reason.LOAD;
    }
}
