package io.minerstack.memory.playbook.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * The order in which entries give way when a playbook is full: what was said outright as a constraint or correction last;
 * else by confidence (halved with its type's half-life, never under 30 %) × the type's weight × (1 + ln(1 + agreements));
 * among equals the one untouched longest, then the oldest.
 */
final class EvictionPolicy {

    /** Said outright. */
    static final double EXPLICIT = 0.8;

    /** Guessed. */
    static final double WEAK = 0.5;

    private static final double LEAST_SHARE = 0.3;

    private EvictionPolicy() {}

    static Comparator<PlaybookEntry> leastFirst(Instant now) {
        return Comparator.comparing(EvictionPolicy::mustStay)
                .thenComparingDouble(entry -> of(entry, now))
                .thenComparing(PlaybookEntry::updatedAt)
                .thenComparingLong(PlaybookEntry::id);
    }

    private static boolean mustStay(PlaybookEntry entry) {
        return (entry.type() == InsightType.CONSTRAINT || entry.type() == InsightType.CORRECTION)
                && entry.confidence() >= EXPLICIT;
    }

    static double of(PlaybookEntry entry, Instant now) {
        return entry.confidence() * share(entry, now) * entry.type().weight() * (1 + Math.log1p(entry.agreements()));
    }

    private static double share(PlaybookEntry entry, Instant now) {
        Duration halfLife = entry.type().halfLife();
        if (halfLife == null) {
            return 1;
        }
        double age = Math.max(0, Duration.between(entry.updatedAt(), now).toSeconds());
        return Math.max(LEAST_SHARE, Math.pow(0.5, age / halfLife.toSeconds()));
    }
}
