package io.minerstack.localllm.generation;

import java.time.Duration;

/** Measures how fast one prompt is read. */
class PromptReading {

    private final int tokens;
    private final long characters;
    private final DurationEstimator estimator;
    private final long startedAtNanos = System.nanoTime();
    private int parts;
    /** Unread tokens after the first part. The first part is left out, because a cache can make it faster. */
    private int unreadAtFirst;

    private int unread;
    private long firstPartAtNanos;

    PromptReading(int tokens, long characters, DurationEstimator estimator) {
        this.tokens = tokens;
        this.characters = characters;
        this.estimator = estimator;
    }

    void partRead(int unreadTokens) {
        unread = unreadTokens;
        if (++parts == 1) {
            unreadAtFirst = unreadTokens;
            firstPartAtNanos = System.nanoTime();
        }
    }

    /**
     * The time that the unread tokens take at the speed of the parts after the first one; zero before four parts are
     * read. Later parts are slower, so the real time is rather longer.
     */
    Duration remaining() {
        int measured = unreadAtFirst - unread;
        if (parts < 4 || measured <= 0) {
            return Duration.ZERO;
        }
        return Duration.ofNanos((System.nanoTime() - firstPartAtNanos) / measured * unread);
    }

    /** The reading ends before the end of the prompt. */
    void stopped() {
        learn(tokens - unread);
    }

    /** The prompt is read. */
    void complete() {
        learn(tokens);
    }

    private void learn(int read) {
        estimator.learnPrompt(characters * read / Math.max(1, tokens), System.nanoTime() - startedAtNanos);
    }
}
