package io.minerstack.memory.playbook.rules;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.HashSet;
import java.util.Set;

/**
 * Recognises two values of one type that say the same in slightly different words. Computed here and not by the
 * extension pg_trgm, so that every database gives the same result; a playbook has at most 50 entries.
 */
final class ValueSimilarity {

    private static final double MIN_SHARE = 0.85;

    private ValueSimilarity() {}

    /** Whether the values share at least 85 % of their trigrams and have the same decisive parts. */
    static boolean nearlyEqual(String one, String other) {
        return nearlyEqual(new ComparableValue(one), new ComparableValue(other));
    }

    static boolean nearlyEqual(ComparableValue one, ComparableValue other) {
        return one.decisiveParts().equals(other.decisiveParts())
                && share(one.trigrams(), other.trigrams()) >= MIN_SHARE;
    }

    /** Number of trigrams that both have / number of trigrams that either has. */
    private static double share(Set<String> first, Set<String> second) {
        Set<String> both = new HashSet<>(first);
        both.retainAll(second);
        int all = first.size() + second.size() - both.size();
        return all == 0 ? 0 : (double) both.size() / all;
    }

    static Set<String> trigrams(String text) {
        Set<String> trigrams = new HashSet<>();
        for (String word : TextFolding.foldWithoutFullStop(text).split("[^\\p{L}\\p{N}]+", -1)) {
            String padded = "  " + word + " ";
            for (int i = 0; !word.isEmpty() && i + 3 <= padded.length(); i++) {
                trigrams.add(padded.substring(i, i + 3));
            }
        }
        return trigrams;
    }
}
