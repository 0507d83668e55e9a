package io.minerstack.agent.aggregate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Unites notebooks without a model: the most typical one, and what more than half of them have and it lacks. With two
 * that is one of them and nothing is dropped silently: the other's paragraphs follow. Where comparing them all would be
 * more work than allowed, the most typical one alone, and where even finding that would be, the longest.
 */
final class NotebookMerge {

    private static final Pattern BLANK_LINE = Pattern.compile("\\R\\s*\\R");
    private static final int MOST_PARAGRAPHS = 300;

    private final List<String> notebooks;
    private final WorkBudget effort;
    // taken apart once: most paragraphs are compared many times, and some stand in several notebooks
    private final Map<String, TextSimilarity> likenesses = new HashMap<>();

    private NotebookMerge(List<String> notebooks, WorkBudget effort) {
        this.notebooks = notebooks;
        this.effort = effort;
    }

    /**
     * One notebook of several.
     *
     * @param notebooks at least one
     */
    static String of(List<String> notebooks, WorkBudget effort) {
        NotebookMerge merge = new NotebookMerge(notebooks, effort);
        int base = merge.base();
        String merged = merge.extended(base);
        return effort.isOver() ? notebooks.get(base).strip() : merged;
    }

    private int base() {
        double[] closeness = new double[notebooks.size()];
        List<TextSimilarity> all = new ArrayList<>();
        for (String notebook : notebooks) {
            all.add(effort.isOver() ? TextSimilarity.NOTHING : likeness(notebook));
        }
        for (int i = 0; i < closeness.length; i++) {
            for (int j = i + 1; j < closeness.length && effort.spend(cost(all.get(i), all.get(j))); j++) {
                double similarity = all.get(i).similarity(all.get(j));
                closeness[i] += similarity;
                closeness[j] += similarity;
            }
        }
        Comparator<Integer> order = effort.isOver()
                ? Comparator.comparing(i -> -notebooks.get(i).length())
                // rounded: sums in another order differ in their last digits
                : Comparator.comparing(i -> -Math.round(closeness[i] * 1e6));
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < closeness.length; i++) {
            indexes.add(i);
        }
        return indexes.stream().min(order.thenComparing(notebooks::get)).orElseThrow();
    }

    /** The base with what it lacks; of no use where the effort is over. */
    private String extended(int base) {
        List<List<TextSimilarity>> each = new ArrayList<>();
        Set<String> candidates = new LinkedHashSet<>();
        for (int i = 0; i < notebooks.size() && !effort.isOver(); i++) {
            List<String> paragraphs = paragraphs(notebooks.get(i));
            each.add(paragraphs.stream().map(this::likeness).toList());
            if (i != base) {
                candidates.addAll(paragraphs);
            }
        }
        StringBuilder merged = new StringBuilder(notebooks.get(base).strip());
        List<TextSimilarity> present = effort.isOver() ? List.of() : new ArrayList<>(each.get(base));
        for (String candidate : candidates) {
            if (effort.isOver()) {
                break;
            }
            TextSimilarity likeness = likeness(candidate);
            if (isWanted(likeness, each) && !isAmong(present, likeness)) {
                present.add(likeness);
                merged.append("\n\n").append(candidate);
            }
        }
        return merged.toString();
    }

    private boolean isWanted(TextSimilarity paragraph, List<List<TextSimilarity>> each) {
        int enough = notebooks.size() == 2 ? 0 : notebooks.size() / 2 + 1;
        int support = 0;
        for (int i = 0; i < each.size() && support < enough && support + each.size() - i >= enough; i++) {
            support += isAmong(each.get(i), paragraph) ? 1 : 0;
        }
        return support >= enough;
    }

    private boolean isAmong(List<TextSimilarity> those, TextSimilarity paragraph) {
        for (TextSimilarity other : those) {
            if (!effort.spend(cost(paragraph, other))) {
                return false;
            }
            if (paragraph.saysTheSameAs(other)) {
                return true;
            }
        }
        return false;
    }

    private static int cost(TextSimilarity one, TextSimilarity other) {
        return 1 + Math.min(one.words().size(), other.words().size());
    }

    private TextSimilarity likeness(String text) {
        return likenesses.computeIfAbsent(text, TextSimilarity::of);
    }

    private static List<String> paragraphs(String notebook) {
        return BLANK_LINE
                .splitAsStream(notebook)
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .limit(MOST_PARAGRAPHS)
                .toList();
    }
}
