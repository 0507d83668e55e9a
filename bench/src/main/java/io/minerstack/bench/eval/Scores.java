package io.minerstack.bench.eval;

import io.minerstack.bench.eval.statistics.Interval;
import io.minerstack.bench.eval.statistics.PairedBootstrap;
import io.minerstack.bench.eval.statistics.WilsonInterval;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scores of one contestant on some questions. A question's score is the share of its repeats that are right. */
record Scores(Map<String, Double> byQuestion, double tokens, Duration time) {

    Scores {
        byQuestion = Map.copyOf(byQuestion);
    }

    /** The scores of a contestant; null if it answered none of the questions. */
    static @Nullable Scores of(List<Result> results, String contestant) {
        Map<String, int[]> counts = new LinkedHashMap<>();
        long tokens = 0;
        long nanos = 0;
        int replies = 0;
        for (Result result : results) {
            if (result.contestant().equals(contestant)) {
                int[] count = counts.computeIfAbsent(
                        result.question().set() + "/" + result.question().id(), id -> new int[2]);
                count[0] += result.right() ? 1 : 0;
                count[1]++;
                tokens += result.reply().tokens();
                nanos += result.reply().time().toNanos();
                replies++;
            }
        }
        if (replies == 0) {
            return null;
        }
        Map<String, Double> scores = new LinkedHashMap<>();
        counts.forEach((id, count) -> scores.put(id, (double) count[0] / count[1]));
        return new Scores(scores, (double) tokens / replies, Duration.ofNanos(nanos / replies));
    }

    /** The mean score with the interval for as many trials as there are questions: repeats add no trials. */
    Interval share() {
        double mean = byQuestion.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        return WilsonInterval.of(mean, byQuestion.size());
    }

    /** The mean of the differences to another contestant on the questions that both answered; null if there is none. */
    @Nullable
    Interval minus(Scores other, long seed) {
        double[] differences = byQuestion.keySet().stream()
                .sorted()
                .filter(other.byQuestion::containsKey)
                .mapToDouble(id -> byQuestion.getOrDefault(id, 0.0) - other.byQuestion.getOrDefault(id, 0.0))
                .toArray();
        return differences.length == 0 ? null : PairedBootstrap.of(differences, seed);
    }
}
