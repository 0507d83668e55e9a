package io.minerstack.memory.playbook.rules;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises two values of one type that say the same in slightly different words. Computed here and not by the
 * extension pg_trgm, so that every database gives the same result; a playbook has at most 50 entries.
 */
final class ValueSimilarity {

    private static final double MIN_SHARE = 0.85;
    // numbers with their units, quoted text, names, negations: values that differ in one of these say different things
    private static final Pattern DECISIVE = Pattern.compile(
            "\\p{N}+(?:[.,:/-]\\p{N}+)*\\s*\\p{L}{0,3}\\b|[\"'“„«]([^\"'”“»]+)[\"'”“»]|\\b\\p{Lu}\\p{L}+"
                    + "|\\b(?:no|not|never|none|without|except|only|always|don't|doesn't|isn't|aren't|can't|won't"
                    + "|shouldn't)\\b",
            Pattern.UNICODE_CHARACTER_CLASS);

    private ValueSimilarity() {}

    /** Whether the values share at least 85 % of their trigrams and have the same decisive parts. */
    static boolean nearlyEqual(String one, String other) {
        return decisiveParts(one).equals(decisiveParts(other)) && trigramShare(one, other) >= MIN_SHARE;
    }

    private static Set<String> decisiveParts(String text) {
        // a capital letter at the start of the sentence is no sign of a name
        String start = text.substring(0, Math.min(1, text.length())).toLowerCase(Locale.ROOT);
        Matcher matcher = DECISIVE.matcher(start + text.substring(start.isEmpty() ? 0 : 1));
        Set<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(TextFolding.foldWithoutFullStop(matcher.group()));
        }
        return found;
    }

    /** Number of trigrams that both have / number of trigrams that either has. */
    static double trigramShare(String one, String other) {
        Set<String> first = trigrams(one);
        Set<String> second = trigrams(other);
        Set<String> both = new HashSet<>(first);
        both.retainAll(second);
        int all = first.size() + second.size() - both.size();
        return all == 0 ? 0 : (double) both.size() / all;
    }

    private static Set<String> trigrams(String text) {
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
