package io.minerstack.bench.eval;

import io.minerstack.bench.eval.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Markdown table of a run: one row for each set, and one for all questions that every contestant answered. */
class EvalReport {

    private static final String NONE = "–";

    private final List<String> contestants;
    private final List<Result> results;
    private final long seed;

    /**
     * A report.
     *
     * @param contestants in the order of the columns; the last one is the stack, which is compared with the others
     */
    EvalReport(List<String> contestants, List<Result> results, long seed) {
        this.contestants = List.copyOf(contestants);
        this.results = List.copyOf(results);
        this.seed = seed;
    }

    String markdown() {
        String stack = contestants.getLast();
        List<String> bare = contestants.subList(0, contestants.size() - 1);
        List<String> header = new ArrayList<>(List.of("set", "questions"));
        contestants.forEach(name -> header.add(name + ", % right"));
        bare.forEach(name -> header.add(stack + " − " + name));
        header.add("tokens: " + String.join(" / ", contestants));
        header.add("seconds");
        StringBuilder table = new StringBuilder(row(header))
                .append(row(header.stream().map(name -> "---").toList()));
        List<String> sets = results.stream()
                .map(result -> result.question().set())
                .distinct()
                .sorted()
                .toList();
        for (String set : sets) {
            table.append(row(cells(
                    set,
                    results.stream()
                            .filter(result -> result.question().set().equals(set))
                            .toList(),
                    bare)));
        }
        List<Result> shared = results.stream()
                .filter(result -> result.question().bare() != null)
                .toList();
        if (sets.size() > 1 && !shared.isEmpty()) {
            table.append(row(cells("all that the bare model can answer", shared, bare)));
        }
        return table.append(failures()).toString();
    }

    private List<String> cells(String set, List<Result> rows, List<String> bare) {
        List<@Nullable Scores> scores =
                contestants.stream().map(name -> Scores.of(rows, name)).collect(Collectors.toList());
        Scores own = scores.getLast();
        List<String> cells = new ArrayList<>();
        cells.add(set);
        cells.add(Long.toString(
                rows.stream().map(result -> result.question().id()).distinct().count()));
        scores.forEach(score -> cells.add(score == null ? NONE : percent(score.share(), false)));
        for (int i = 0; i < bare.size(); i++) {
            Scores other = scores.get(i);
            Interval difference = own == null || other == null ? null : own.minus(other, seed);
            cells.add(difference == null ? NONE : percent(difference, true));
        }
        cells.add(scores.stream()
                .map(score -> score == null ? NONE : String.format(Locale.ROOT, "%.0f", score.tokens()))
                .collect(Collectors.joining(" / ")));
        cells.add(scores.stream()
                .map(score -> score == null
                        ? NONE
                        : String.format(Locale.ROOT, "%.1f", score.time().toMillis() / 1000.0))
                .collect(Collectors.joining(" / ")));
        return cells;
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

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
