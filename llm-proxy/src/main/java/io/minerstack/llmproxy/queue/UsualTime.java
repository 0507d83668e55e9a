package io.minerstack.llmproxy.queue;

/**
 * How long a request usually has its place: {@code mean += (measured - mean) / 5}, over requests that were answered. A
 * request that was cut or failed tells no such time. Used under the lock of its queue.
 */
class UsualTime {

    private static final double WEIGHT = 0.2;
    /** An answer may take longer than the mean: a request that starts needs this multiple of it. */
    private static final double MARGIN = 1.25;

    private double mean;

    void learn(long nanos) {
        mean = isKnown() ? mean + (nanos - mean) * WEIGHT : nanos;
    }

    /** False before the first answer. */
    boolean isKnown() {
        return mean > 0;
    }

    /** Nanoseconds; 0 while unknown. */
    long nanos() {
        return Math.round(mean);
    }

    /** The nanoseconds that a request should have left when it gets its place; 0 while unknown. */
    long needed() {
        return Math.round(mean * MARGIN);
    }
}
