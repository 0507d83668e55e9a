package io.minerstack.agent.aggregate;

import io.minerstack.agent.text.TextFeatures;
import io.minerstack.agent.text.WorkBudget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Merges notebooks without the model. The base is the most typical notebook (the medoid). To the base come the
 * paragraphs of the others that more than half of the notebooks have; of two notebooks, all paragraphs, so that nothing
 * is lost. If the work budget ends first, the result is the base with a mark; if it ends before the base is found, the
 * longest notebook.
 */
final class NotebookMerger {

    private static final Pattern BLANK_LINE = Pattern.compile("\\R\\s*\\R");
    private static final int MAX_PARAGRAPHS = 300;

    private final List<String> notebooks;
    private final WorkBudget budget;
    // paragraphs are compared many times, and some are in several notebooks
    private final Map<String, TextFeatures> featuresByText = new HashMap<>();

    private NotebookMerger(List<String> notebooks, WorkBudget budget) {
        this.notebooks = notebooks;
        this.budget = budget;
    }

    /**
     * Merges {@code notebooks} into one.
     *
     * @param notebooks at least one; of each but the base, the first 300 paragraphs are read, and a mark says how many
     *     are left out
     */
    static String merge(List<String> notebooks, WorkBudget budget) {
        // in an order of their own, because the order of the request must not decide which paragraphs come first
        NotebookMerger merger = new NotebookMerger(notebooks.stream().sorted().toList(), budget);
        int base = merger.base();
        String merged = merger.extended(base);
        return budget.isExhausted() ? merger.unmerged(base) : merged;
    }

    /** The base with a mark for readers that the other notebooks have more. */
    private String unmerged(int base) {
        int others = notebooks.size() - 1;
        String left = others == 1 ? "1 other notebook was" : others + " other notebooks were";
        String kept = notebooks.get(base).strip();
        return others == 0 ? kept : kept + "\n\n[... " + left + " too long to compare and left out]";
    }

    private int base() {
        double[] closeness = closeness();
        Comparator<Integer> order = budget.isExhausted()
                ? Comparator.comparing(i -> -notebooks.get(i).length())
                // rounded, because the last bits of a sum depend on its order
                : Comparator.comparing(i -> -Math.round(closeness[i] * 1e6));
        return IntStream.range(0, notebooks.size())
                .boxed()
                // the longest of equally typical notebooks, of which nothing can be lost then
                .min(order.thenComparing(i -> -notebooks.get(i).length()).thenComparing(notebooks::get))
                .orElseThrow();
    }

    /** For each notebook, the sum of its similarities to the others. */
    private double[] closeness() {
        double[] closeness = new double[notebooks.size()];
        List<TextFeatures> all = new ArrayList<>();
        for (String notebook : notebooks) {
            all.add(budget.isExhausted() ? TextFeatures.NONE : features(notebook));
        }
        for (int i = 0; i < closeness.length; i++) {
            for (int j = i + 1; j < closeness.length && budget.trySpend(cost(all.get(i), all.get(j))); j++) {
                double similarity = all.get(i).similarity(all.get(j));
                closeness[i] += similarity;
                closeness[j] += similarity;
            }
        }
        return closeness;
    }

    /** The base and the paragraphs that are added to it; incomplete if the budget is exhausted. */
    private String extended(int base) {
        List<List<TextFeatures>> paragraphsOfEach = new ArrayList<>();
        Set<String> additions = new LinkedHashSet<>();
        int unread = 0;
        for (int i = 0; i < notebooks.size() && !budget.isExhausted(); i++) {
            List<String> all = paragraphs(notebooks.get(i));
            List<String> paragraphs = all.subList(0, Math.min(all.size(), MAX_PARAGRAPHS));
            unread += i == base ? 0 : all.size() - paragraphs.size();
            paragraphsOfEach.add(paragraphs.stream().map(this::features).toList());
            if (i != base) {
                additions.addAll(paragraphs);
            }
        }
        StringBuilder merged = new StringBuilder(notebooks.get(base).strip());
        List<TextFeatures> present = budget.isExhausted() ? List.of() : new ArrayList<>(paragraphsOfEach.get(base));
        for (String addition : additions) {
            if (budget.isExhausted()) {
                break;
            }
            TextFeatures features = features(addition);
            if (hasEnoughSupport(features, paragraphsOfEach) && !containsEquivalent(present, features)) {
                present.add(features);
                merged.append("\n\n").append(addition);
            }
        }
        if (unread > 0) {
            merged.append("\n\n[... ").append(unread).append(" paragraphs were not compared and are left out]");
        }
        return merged.toString();
    }

    private boolean hasEnoughSupport(TextFeatures paragraph, List<List<TextFeatures>> paragraphsOfEach) {
        int required = notebooks.size() == 2 ? 0 : notebooks.size() / 2 + 1;
        int support = 0;
        int remaining = paragraphsOfEach.size();
        for (List<TextFeatures> paragraphs : paragraphsOfEach) {
            if (support >= required || support + remaining < required) {
                break;
            }
            support += containsEquivalent(paragraphs, paragraph) ? 1 : 0;
            remaining--;
        }
        return support >= required;
    }

    private boolean containsEquivalent(List<TextFeatures> paragraphs, TextFeatures paragraph) {
        for (TextFeatures other : paragraphs) {
            if (!budget.trySpend(cost(paragraph, other))) {
                return false;
            }
            if (paragraph.isEquivalentTo(other)) {
                return true;
            }
        }
        return false;
    }

    private static int cost(TextFeatures one, TextFeatures other) {
        return 1 + Math.min(one.words().size(), other.words().size());
    }

    private TextFeatures features(String text) {
        return featuresByText.computeIfAbsent(text, TextFeatures::of);
    }

    private static List<String> paragraphs(String notebook) {
        return BLANK_LINE
                .splitAsStream(notebook)
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }
}
