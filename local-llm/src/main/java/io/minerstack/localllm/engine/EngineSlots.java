package io.minerstack.localllm.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The free slots of llama.cpp. Each slot runs one generation at a time and keeps the tokens that it has read last, so
 * that a prompt with the same beginning is read faster.
 */
class EngineSlots {

    private final List<Slot> free;

    EngineSlots(int count) {
        this.free = new ArrayList<>(IntStream.range(0, count)
                .mapToObj(id -> new Slot(id, new int[0]))
                .toList());
    }

    /** Takes the slot that has the longest beginning of this prompt in its cache. */
    synchronized Slot take(int[] prompt) {
        Slot best = free.stream()
                .max(Comparator.comparingInt(slot -> slot.cachedTokensOf(prompt)))
                .orElseThrow(() -> new IllegalStateException("more generations than slots"));
        free.remove(best);
        return best;
    }

    /** Gives a slot back, with the first {@code read} tokens of this prompt in its cache. */
    synchronized void release(Slot slot, int[] prompt, int read) {
        free.add(new Slot(slot.id(), Arrays.copyOf(prompt, read)));
    }

    /** A slot and the tokens in its cache. */
    static final class Slot {

        private final int id;
        private final int[] cached;

        private Slot(int id, int[] cached) {
            this.id = id;
            this.cached = cached;
        }

        int id() {
            return id;
        }

        /** How many tokens at the beginning of this prompt are in the cache. */
        int cachedTokensOf(int[] prompt) {
            int mismatch = Arrays.mismatch(cached, prompt);
            return mismatch < 0 ? prompt.length : mismatch;
        }
    }
}
