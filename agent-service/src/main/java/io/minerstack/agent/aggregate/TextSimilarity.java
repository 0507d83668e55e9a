package io.minerstack.agent.aggregate;

import io.minerstack.agent.text.Folding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a piece of text is compared by. Two texts say the same when they share most of their words and agree in every
 * number and in whether they deny; one different number is a different statement, however alike the rest.
 */
record TextSimilarity(Set<String> words, Set<String> numbers, boolean denies) {

    private static final Set<String> DENIALS = Set.of(
            "not", "no", "never", "none", "nor", "cannot", "without", "isn", "aren", "wasn", "weren", "don", "doesn",
            "didn", "won", "can't", "couldn", "shouldn");
    private static final double SAME = 0.6;

    /** Of a text without words. */
    static final TextSimilarity NOTHING = new TextSimilarity(Set.of(), Set.of(), false);

    TextSimilarity {
        words = Set.copyOf(words);
        numbers = Set.copyOf(numbers);
    }

    static TextSimilarity of(String text) {
        List<String> all = Folding.words(text);
        Set<String> words = new HashSet<>();
        boolean denies = false;
        for (String word : all) {
            denies |= DENIALS.contains(word);
            if (!Character.isDigit(word.charAt(0)) && !DENIALS.contains(word)) {
                words.add(word);
            }
        }
        return new TextSimilarity(words, new HashSet<>(Numbers.in(text)), denies);
    }

    boolean saysTheSameAs(TextSimilarity other) {
        return numbers.equals(other.numbers) && denies == other.denies && similarity(other) >= SAME;
    }

    /** The same sentence with another number or the other sign. */
    boolean contradicts(TextSimilarity other) {
        boolean differs = denies != other.denies
                || (!numbers.equals(other.numbers) && !numbers.isEmpty() && !other.numbers.isEmpty());
        return differs && similarity(other) >= SAME;
    }

    /** Shared words over all words, 0–1. */
    double similarity(TextSimilarity other) {
        if (words.isEmpty() && other.words.isEmpty()) {
            return 1;
        }
        Set<String> smaller = words.size() <= other.words.size() ? words : other.words;
        Set<String> larger = smaller == words ? other.words : words;
        long shared = smaller.stream().filter(larger::contains).count();
        return (double) shared / (words.size() + other.words.size() - shared);
    }

    /** What share of another text's words this one has, 0-1. */
    double holds(TextSimilarity other) {
        return other.words.isEmpty()
                ? 0
                : (double) other.words.stream().filter(words::contains).count() / other.words.size();
    }
}
