package io.minerstack.bench.eval.judge;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a judge says about one answer.
 *
 * @param scores 0–10 for each criterion
 */
public record Judgement(Map<Criterion, Double> scores) {

    public static final double HIGHEST = 10;

    public Judgement {
        scores = Map.copyOf(new EnumMap<>(scores));
        if (scores.size() < Criterion.values().length) {
            throw new IllegalArgumentException("criteria without a score: " + scores.keySet() + " are scored");
        }
    }

    /** The score of one criterion, 0–10. */
    public double of(Criterion criterion) {
        return scores.getOrDefault(criterion, 0.0);
    }

    /** The weighted mean of all criteria, 0–1. */
    public double total() {
        double sum = 0;
        for (Criterion criterion : Criterion.values()) {
            sum += criterion.weight() * of(criterion);
        }
        return sum / HIGHEST;
    }
}
