package io.minerstack.llmproxy.replica;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The beginnings of prompts that one model server has probably in its cache: those that it got last. Like the server,
 * it drops what was not used for the longest time, and of one prompt the end before the beginning.
 */
public class PrefixMemory {

    private final int capacity;
    private final Map<Long, Boolean> blocks;

    /**
     * A memory of a server that has got nothing yet.
     *
     * @param capacity bytes of prompts
     */
    public PrefixMemory(long capacity) {
        this.capacity = (int) Math.min(capacity / PromptPrefix.BLOCK_BYTES, Integer.MAX_VALUE);
        this.blocks = new LinkedHashMap<>(16, 0.75f, true);
    }

    /** How many bytes of the beginning of a prompt are here. */
    long knownBytes(PromptPrefix prompt) {
        return (long) PromptPrefix.BLOCK_BYTES * knownBlocks(prompt);
    }

    /**
     * How many of the first blocks of a prompt are here. Needs few looks: where a block is here, all blocks before it
     * are, because none is used later than those before it, and the oldest goes first.
     */
    synchronized int knownBlocks(PromptPrefix prompt) {
        int known = 0;
        int end = prompt.blocks();
        while (known < end) {
            int middle = (known + end) >>> 1;
            if (has(prompt.hash(middle))) {
                known = middle + 1;
            } else {
                end = middle;
            }
        }
        return known;
    }

    /** Whether a block is here; does not count as a use of the block. */
    synchronized boolean has(long hash) {
        return blocks.containsKey(hash);
    }

    /** The server gets a prompt. */
    synchronized void add(PromptPrefix prompt) {
        for (int block = Math.min(prompt.blocks(), capacity) - 1; block >= 0; block--) {
            blocks.put(prompt.hash(block), Boolean.TRUE);
        }
        if (blocks.size() > capacity) {
            Iterator<Long> oldest = blocks.keySet().iterator();
            for (int surplus = blocks.size() - capacity; surplus > 0; surplus--) {
                oldest.next();
                oldest.remove();
            }
        }
    }

    /** The server has lost its cache, for example by a restart. */
    public synchronized void clear() {
        blocks.clear();
    }

    /** Whether the server has got nothing yet, or has lost all. */
    synchronized boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** Blocks of prompts that are here. */
    synchronized int size() {
        return blocks.size();
    }
}
