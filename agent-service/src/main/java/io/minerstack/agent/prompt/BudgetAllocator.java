package io.minerstack.agent.prompt;

import io.minerstack.agent.text.CodePoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Divides a budget of code points among texts: short ones keep all they have, long ones share the rest equally and are cut with a mark. */
final class BudgetAllocator {

    static final String MARK = "\n[... cut to fit]";

    private BudgetAllocator() {}

    static List<String> fit(List<String> texts, int budget) {
        int share = share(texts.stream().mapToInt(CodePoints::length).toArray(), budget);
        List<String> fitted = new ArrayList<>(texts.size());
        for (String text : texts) {
            fitted.add(CodePoints.cut(text, share, MARK));
        }
        return fitted;
    }

    /** The longest length at which all texts, cut to it, keep within the budget. */
    private static int share(int[] lengths, int budget) {
        int[] sorted = lengths.clone();
        Arrays.sort(sorted);
        int left = Math.max(0, budget);
        for (int i = 0; i < sorted.length; i++) {
            int equal = left / (sorted.length - i);
            if (sorted[i] > equal) {
                return equal;
            }
            left -= sorted[i];
        }
        return Integer.MAX_VALUE;
    }
}
