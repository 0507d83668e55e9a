package io.minerstack.bench.eval;

import io.minerstack.bench.eval.EvalReport.Comparison;
import io.minerstack.bench.eval.judge.Criterion;
import io.minerstack.bench.eval.judge.Judgement;
import io.minerstack.bench.eval.statistics.Interval;
import io.minerstack.bench.eval.statistics.PairedBootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The Markdown table of the judge: the weighted score of each contestant in percent, the differences with their
 * intervals, and the mean of each criterion (0–10) for each contestant in the order of the columns.
 */
class JudgeReport {

    private static final String NONE = "–";
    private static final String ALL = "all";

    private final List<String> contestants;
    private final List<Comparison> comparisons;
    private final List<JudgedResult> results;
    private final long seed;

    JudgeReport(List<String> contestants, List<Comparison> comparisons, List<JudgedResult> results, long seed) {
        this.contestants = List.copyOf(contestants);
        this.comparisons = List.copyOf(comparisons);
        this.results = List.copyOf(results);
        this.seed = seed;
    }

    String markdown() {
        List<String> header = new ArrayList<>(List.of("set", "judged"));
        contestants.forEach(name -> header.add(name + ", score"));
        comparisons.forEach(comparison -> header.add(comparison.name() + " − " + comparison.other()));
        Arrays.stream(Criterion.values()).map(Criterion::label).forEach(header::add);
        StringBuilder table = new StringBuilder(EvalReport.row(header))
                .append(EvalReport.row(header.stream().map(name -> "---").toList()));
        Map<String, List<JudgedResult>> sets = new TreeMap<>();
        List<JudgedResult> judged = new ArrayList<>();
        for (JudgedResult result : results) {
            if (result.judgement() != null) {
                judged.add(result);
                sets.computeIfAbsent(result.result().question().set(), set -> new ArrayList<>())
                        .add(result);
            }
        }
        sets.forEach((set, rows) -> table.append(EvalReport.row(cells(set, rows))));
        if (sets.size() > 1) {
            table.append(EvalReport.row(cells(ALL, judged)));
        }
        return table.append(failures()).toString();
    }

    private List<String> cells(String set, List<JudgedResult> rows) {
        List<String> cells = new ArrayList<>(List.of(set));
        cells.add(Integer.toString(
                byQuestion(rows, contestants.getFirst(), Judgement::total).size()));
        for (String name : contestants) {
            cells.add(mean(byQuestion(rows, name, Judgement::total), 100, "%.0f"));
        }
        for (Comparison comparison : comparisons) {
            cells.add(difference(
                    byQuestion(rows, comparison.name(), Judgement::total),
                    byQuestion(rows, comparison.other(), Judgement::total)));
        }
        for (Criterion criterion : Criterion.values()) {
            cells.add(contestants.stream()
                    .map(name -> mean(byQuestion(rows, name, judgement -> judgement.of(criterion)), 1, "%.1f"))
                    .collect(Collectors.joining(" / ")));
        }
        return cells;
    }

    /** The mean of a contestant's scores of each question: repeats of a question are not independent. */
    private static Map<String, Double> byQuestion(
            List<JudgedResult> rows, String contestant, ToDoubleFunction<Judgement> score) {
        return rows.stream()
                .filter(row -> row.result().contestant().equals(contestant) && row.judgement() != null)
                .collect(Collectors.groupingBy(
                        row -> row.result().question().set() + "/"
                                + row.result().question().id(),
                        TreeMap::new,
                        Collectors.averagingDouble(
                                row -> row.judgement() == null ? 0 : score.applyAsDouble(row.judgement()))));
    }

    private static String mean(Map<String, Double> scores, double factor, String format) {
        return scores.isEmpty()
                ? NONE
                : String.format(
                        Locale.ROOT,
                        format,
                        factor
                                * scores.values().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .average()
                                        .orElseThrow());
    }

    private String difference(Map<String, Double> own, Map<String, Double> other) {
        double[] differences = own.keySet().stream()
                .filter(other::containsKey)
                .mapToDouble(id -> own.getOrDefault(id, 0.0) - other.getOrDefault(id, 0.0))
                .toArray();
        if (differences.length == 0) {
            return NONE;
        }
        Interval interval = PairedBootstrap.of(differences, seed);
        return String.format(
                Locale.ROOT,
                "%+.0f (%+.0f to %+.0f)",
                100 * interval.value(),
                100 * interval.low(),
                100 * interval.high());
    }

    private String failures() {
        List<JudgedResult> failed =
                results.stream().filter(result -> result.judgement() == null).toList();
        return failed.isEmpty()
                ? ""
                : "\n" + failed.size() + " of " + results.size() + " answers got no scores, the first: "
                        + failed.getFirst().failure() + "\n";
    }
}
