package io.minerstack.bench.eval;

import io.minerstack.bench.eval.statistics.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The Markdown table of a run: one row for each set, and one for all questions that every contestant answered. */
class EvalReport {

    private static final String NONE = "–";

    private final List<String> contestants;
    private final List<Comparison> comparisons;
    private final List<Result> results;
    private final long seed;

    /**
     * A report.
     *
     * @param contestants names in the order of the columns
     */
    EvalReport(List<String> contestants, List<Comparison> comparisons, List<Result> results, long seed) {
        this.contestants = List.copyOf(contestants);
        this.comparisons = List.copyOf(comparisons);
        this.results = List.copyOf(results);
        this.seed = seed;
    }

    String markdown() {
        List<String> header = new ArrayList<>(List.of("set", "questions"));
        contestants.forEach(name -> header.add(name + ", % right"));
        comparisons.forEach(comparison -> header.add(comparison.name() + " − " + comparison.other()));
        header.add("tokens");
        header.add("seconds");
        StringBuilder table = new StringBuilder(row(header))
                .append(row(header.stream().map(name -> "---").toList()));
        List<String> sets = results.stream()
                .map(result -> result.question().set())
                .distinct()
                .sorted()
                .toList();
        for (String set : sets) {
            table.append(
                    row(cells(set, resultsOf(result -> result.question().set().equals(set)))));
        }
        List<Result> shared = resultsOf(result -> result.question().bare() != null);
        if (sets.size() > 1 && !shared.isEmpty()) {
            table.append(row(cells("all that the bare model can answer", shared)));
        }
        return table.append(failures()).toString();
    }

    private List<Result> resultsOf(Predicate<Result> filter) {
        return results.stream().filter(filter).toList();
    }

    private List<String> cells(String set, List<Result> rows) {
        Map<String, Scores> scores = new LinkedHashMap<>();
        for (String name : contestants) {
            Scores own = Scores.of(rows, name);
            if (own != null) {
                scores.put(name, own);
            }
        }
        List<String> cells = new ArrayList<>();
        cells.add(set);
        cells.add(Long.toString(rows.stream()
                .map(result -> result.question().set() + result.question().id())
                .distinct()
                .count()));
        for (String name : contestants) {
            Scores own = scores.get(name);
            cells.add(own == null ? NONE : percent(own.share(), false));
        }
        for (Comparison comparison : comparisons) {
            Scores own = scores.get(comparison.name());
            Scores other = scores.get(comparison.other());
            Interval difference = own == null || other == null ? null : own.minus(other, seed);
            cells.add(difference == null ? NONE : percent(difference, true));
        }
        cells.add(cost(scores, own -> String.format(Locale.ROOT, "%.0f", own.tokens())));
        cells.add(cost(
                scores, own -> String.format(Locale.ROOT, "%.1f", own.time().toMillis() / 1000.0)));
        return cells;
    }

    /** The cost of one answer for each contestant, in the order of the columns. */
    private String cost(Map<String, Scores> scores, Function<Scores, String> format) {
        return contestants.stream()
                .map(name -> {
                    Scores own = scores.get(name);
                    return own == null ? NONE : format.apply(own);
                })
                .collect(Collectors.joining(" / "));
    }

    /** Says how many replies were no answers at all, and the reason of the first. */
    private String failures() {
        List<Result> failed =
                results.stream().filter(result -> !result.reply().isAnswer()).toList();
        return failed.isEmpty()
                ? ""
                : "\n" + failed.size() + " of " + results.size() + " replies were no answers, the first: "
                        + failed.getFirst().contestant() + ", "
                        + failed.getFirst().reply().failure() + "\n";
    }

    private static String percent(Interval interval, boolean signed) {
        String number = signed ? "%+.0f" : "%.0f";
        return String.format(
                Locale.ROOT,
                number + " (" + number + " to " + number + ")",
                100 * interval.value(),
                100 * interval.low(),
                100 * interval.high());
    }

    /** A row of a table in Markdown. */
    static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** A contestant whose scores are compared with those of another one. */
    record Comparison(String name, String other) {}
}
