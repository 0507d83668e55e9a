package io.minerstack.llmproxy.replica;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the server that has the least to do until the first token: {@code bytes of the prompt that are not in its
 * cache + bytes of other prompts that it has still to read + }{@value #BYTES_PER_REQUEST}{@code  * requests under way}.
 * So a beginning that all prompts share draws no more requests to its server than it saves there; then another server
 * gets it, too. Of servers with equally much to do, the one gets the request that was not chosen for the longest time:
 * the first one of the list would get all.
 *
 * <p>Each prompt has a preferred server, whose work counts {@value #PREFERENCE} bytes less. All llm-proxies prefer the
 * same one without asking each other, so that one finds in the cache what another one sent.
 *
 * <p>An idle server that has got nothing yet comes first, whatever the others have. So all servers soon have what all
 * prompts share, and few callers do not stay with the first server, while the caches of the others are empty.
 */
public class PrefixChooser implements ReplicaChooser {

    /**
     * The work of a request whose prompt is read, as bytes of a prompt. With a quarter of this, servers with a popular
     * beginning are overloaded; with four times as much, prompts leave their caches (see docs/decisions/replicas.md).
     */
    static final long BYTES_PER_REQUEST = 1024;

    static final long PREFERENCE = 4096;

    @Override
    public <R extends Replica> ReplicaChoice<R> choose(List<R> candidates, PromptPrefix prompt) {
        R best = candidates.getFirst();
        long[] known = new long[candidates.size()];
        int common = Integer.MAX_VALUE;
        for (int index = 0; index < known.length; index++) {
            int blocks = candidates.get(index).prefixes().knownBlocks(prompt);
            known[index] = (long) PromptPrefix.BLOCK_BYTES * blocks;
            common = Math.min(common, blocks);
        }
        R preferred = preferred(candidates, prompt, common);
        long bestKnown = 0;
        long least = Long.MAX_VALUE;
        for (int index = 0; index < known.length; index++) {
            R replica = candidates.get(index);
            long work = isNew(replica)
                    ? Long.MIN_VALUE
                    : prompt.bytes() - known[index] + work(replica.load()) - (replica == preferred ? PREFERENCE : 0);
            if (work < least
                    || (work == least
                            && replica.load().lastAssignment() < best.load().lastAssignment())) {
                best = replica;
                bestKnown = known[index];
                least = work;
            }
        }
        return new ReplicaChoice<>(best, reason(candidates, bestKnown), prompt, bestKnown);
    }

    /**
     * The server with the highest hash of its identity and the first block that not all servers have. That block is the
     * first one of a conversation that it does not share with all others, and stays the same in all its turns. Null
     * where all servers have the whole prompt.
     *
     * @param common blocks that all servers have
     */
    private static <R extends Replica> @Nullable R preferred(List<R> candidates, PromptPrefix prompt, int common) {
        if (common >= prompt.blocks()) {
            return null;
        }
        long block = prompt.hash(common);
        return Collections.max(candidates, Comparator.comparingLong(replica -> mix(block ^ replica.identity())));
    }

    /** Every bit of the result depends on every bit of the value: the finalizer of MurmurHash3. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }

    private static boolean isNew(Replica replica) {
        // a server that could not be reached has no prefixes either, and must not come first for that
        return replica.load().lastAssignment() == 0 && replica.prefixes().isEmpty();
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
