package io.minerstack.agent.aggregate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Unites notebooks without a model: the most typical one, and what more than half of them have and it lacks. With two
 * that is one of them and nothing is dropped silently: the other's paragraphs follow.
 */
final class NotebookMerge {

    private static final Pattern BLANK_LINE = Pattern.compile("\\R\\s*\\R");
    private static final int MOST_PARAGRAPHS = 300;

    private NotebookMerge() {}

    /**
     * One notebook of several.
     *
     * @param notebooks at least one
     */
    static String of(List<String> notebooks) {
        List<Likeness> all = notebooks.stream().map(Likeness::of).toList();
        int base = base(notebooks, all);
        List<Likeness> present = new ArrayList<>(likenesses(paragraphs(notebooks.get(base))));
        StringBuilder merged = new StringBuilder(notebooks.get(base).strip());
        List<List<Likeness>> others = notebooks.stream()
                .map(notebook -> likenesses(paragraphs(notebook)))
                .toList();
        for (String paragraph : missing(notebooks, base)) {
            Likeness likeness = Likeness.of(paragraph);
            long support = others.stream()
                    .filter(those -> those.stream().anyMatch(likeness::saysTheSameAs))
                    .count();
            boolean wanted = notebooks.size() == 2 || support * 2 > notebooks.size();
            if (wanted && present.stream().noneMatch(likeness::saysTheSameAs)) {
                present.add(likeness);
                merged.append("\n\n").append(paragraph);
            }
        }
        return merged.toString();
    }

    private static int base(List<String> notebooks, List<Likeness> all) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < notebooks.size(); i++) {
            indexes.add(i);
        }
        return indexes.stream()
                .min(Comparator.comparing((Integer i) -> -closeness(all.get(i), all))
                        .thenComparing(notebooks::get))
                .orElseThrow();
    }

    private static double closeness(Likeness one, List<Likeness> all) {
        return Math.round(all.stream().mapToDouble(one::similarity).sorted().sum() * 1e6) / 1e6;
    }

    private static List<String> missing(List<String> notebooks, int base) {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < notebooks.size(); i++) {
            if (i != base) {
                missing.addAll(paragraphs(notebooks.get(i)));
            }
        }
        return missing.stream().distinct().toList();
    }

    private static List<String> paragraphs(String notebook) {
        return BLANK_LINE
                .splitAsStream(notebook)
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .limit(MOST_PARAGRAPHS)
                .toList();
    }

    private static List<Likeness> likenesses(List<String> paragraphs) {
        return paragraphs.stream().map(Likeness::of).toList();
    }
}
