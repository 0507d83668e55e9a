package io.minerstack.agent.vote;

import io.minerstack.agent.text.TextFeatures;
import java.util.Comparator;
import java.util.List;

/** Finds the most typical candidate: the one with the highest sum of similarities to all others (the medoid). */
final class Medoid {

    private Medoid() {}

    /** The member of {@code group} that is closest to {@code all}; equally close members are ordered by their text. */
    static Candidate of(List<Candidate> group, List<Candidate> all) {
        return group.stream()
                .min(Comparator.comparing((Candidate candidate) -> -closeness(candidate.features(), all))
                        .thenComparing(Candidate::text))
                .orElseThrow();
    }

    /** Sum of the similarities to all candidates, rounded because the last bits of a sum depend on its order. */
    static double closeness(TextFeatures features, List<Candidate> all) {
        double sum = all.stream()
                .mapToDouble(other -> features.similarity(other.features()))
                .sorted()
                .sum();
        return Math.round(sum * 1e6) / 1e6;
    }
}
