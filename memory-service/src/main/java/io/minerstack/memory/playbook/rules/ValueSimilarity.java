package io.minerstack.memory.playbook.rules;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether two values of one type are the same thing in slightly other words. Computed here and not by pg_trgm: a playbook
 * has 50 entries at most, and this way every database gives the same answer.
 */
final class ValueSimilarity {

    private static final double NEAR = 0.85;
    // words and signs that turn or pin down what is said: where these differ, the two are two things
    private static final Pattern DECISIVE = Pattern.compile(
            "\\p{N}+(?:[.,:/-]\\p{N}+)*\\s*\\p{L}{0,3}\\b|[\"'“„«]([^\"'”“»]+)[\"'”“»]|\\b\\p{Lu}\\p{L}+"
                    + "|\\b(?:no|not|never|none|without|except|only|always|don't|doesn't|isn't|aren't|can't|won't|shouldn't)\\b",
            Pattern.UNICODE_CHARACTER_CLASS);

    private ValueSimilarity() {}

    static boolean nearlyEqual(String one, String other) {
        return decisive(one).equals(decisive(other)) && trigramShare(one, other) >= NEAR;
    }

    private static Set<String> decisive(String text) {
        // a capital at the start of the sentence names nothing
        String start = text.substring(0, Math.min(1, text.length())).toLowerCase(Locale.ROOT);
        Matcher matcher = DECISIVE.matcher(start + text.substring(start.isEmpty() ? 0 : 1));
        Set<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(ValueDigest.of(matcher.group()));
        }
        return found;
    }

    /** The share of three-letter pieces that both have. */
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
        for (String word : ValueDigest.of(text).split("[^\\p{L}\\p{N}]+", -1)) {
            String padded = "  " + word + " ";
            for (int i = 0; !word.isEmpty() && i + 3 <= padded.length(); i++) {
                trigrams.add(padded.substring(i, i + 3));
            }
        }
        return trigrams;
    }
}
