package io.minerstack.memory.playbook.rules;

import io.minerstack.memory.playbook.InsightType;
import io.minerstack.memory.playbook.PlaybookEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * The order in which entries are removed from a full playbook. Explicit constraints and corrections go last. Otherwise
 * the entry with the lowest rank goes first: confidence × max(0.3, 0.5^(age / half-life of the type)) × weight of the
 * type × (1 + ln(1 + agreements)). Of entries with the same rank the one with the oldest change goes first, then the
 * lowest id.
 */
final class EvictionPolicy {

    /** Confidence from which an entry counts as stated explicitly. */
    static final double EXPLICIT = 0.8;

    /** Confidence below which an operation counts as a guess. */
    static final double WEAK = 0.5;

    private static final double MIN_AGE_FACTOR = 0.3;

    private EvictionPolicy() {}

    static Comparator<PlaybookEntry> lowestFirst(Instant now) {
        return Comparator.comparing(EvictionPolicy::goesLast)
                .thenComparingDouble(entry -> rank(entry, now))
                .thenComparing(PlaybookEntry::updatedAt)
                .thenComparingLong(PlaybookEntry::id);
    }

    private static boolean goesLast(PlaybookEntry entry) {
        return (entry.type() == InsightType.CONSTRAINT || entry.type() == InsightType.CORRECTION)
                && entry.confidence() >= EXPLICIT;
    }

    static double rank(PlaybookEntry entry, Instant now) {
        return entry.confidence()
                * ageFactor(entry, now)
                * entry.type().weight()
                * (1 + Math.log1p(entry.agreements()));
    }

    private static double ageFactor(PlaybookEntry entry, Instant now) {
        Duration halfLife = entry.type().halfLife();
        if (halfLife == null) {
            return 1;
        }
        double age = Math.max(0, Duration.between(entry.updatedAt(), now).toSeconds());
        return Math.max(MIN_AGE_FACTOR, Math.pow(0.5, age / halfLife.toSeconds()));
    }
}
