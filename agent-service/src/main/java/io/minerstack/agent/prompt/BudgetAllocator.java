package io.minerstack.agent.prompt;

import io.minerstack.servicesupport.text.CodePoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides a number of code points among texts. Short texts stay whole; the long ones share the rest equally and are cut
 * with a mark.
 */
final class BudgetAllocator {

    static final String MARK = "\n[... cut to fit]";

    private BudgetAllocator() {}

    static List<String> fit(List<String> texts, int budget) {
        int limit = limit(texts.stream().mapToInt(CodePoints::length).toArray(), budget);
        List<String> fitted = new ArrayList<>(texts.size());
        for (String text : texts) {
            fitted.add(CodePoints.cut(text, limit, MARK));
        }
        return fitted;
    }

    /** The largest length to which every text can be cut so that all fit the budget together. */
    private static int limit(int[] lengths, int budget) {
        int[] sorted = lengths.clone();
        Arrays.sort(sorted);
        int left = Math.max(0, budget);
        for (int i = 0; i < sorted.length; i++) {
            int equalShare = left / (sorted.length - i);
            if (sorted[i] > equalShare) {
                return equalShare;
            }
            left -= sorted[i];
        }
        return Integer.MAX_VALUE;
    }
}
