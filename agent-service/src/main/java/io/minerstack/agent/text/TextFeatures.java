package io.minerstack.agent.text;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The features by which two texts are compared. Texts are equivalent if at least 60 % of their words are shared, all
 * numbers are equal, and both or none contain a negation: one different number makes a different statement.
 *
 * @param words folded words without numbers and negations
 * @param numbers canonical numbers, as {@link NumberExtractor} writes them
 * @param negated whether the text contains an English negation
 */
public record TextFeatures(Set<String> words, Set<String> numbers, boolean negated) {

    /** The features of an empty text. */
    public static final TextFeatures NONE = new TextFeatures(Set.of(), Set.of(), false);

    private static final Set<String> NEGATIONS = Set.of(
            "not", "no", "never", "none", "nor", "cannot", "without", "isn", "aren", "wasn", "weren", "don", "doesn",
            "didn", "won", "can't", "couldn", "shouldn");
    private static final double MIN_SIMILARITY = 0.6;

    public TextFeatures {
        words = Set.copyOf(words);
        numbers = Set.copyOf(numbers);
    }

    public static TextFeatures of(String text) {
        List<String> all = TextFolding.words(text);
        Set<String> words = new HashSet<>();
        boolean negated = false;
        for (String word : all) {
            negated |= NEGATIONS.contains(word);
            if (!Character.isDigit(word.charAt(0)) && !NEGATIONS.contains(word)) {
                words.add(word);
            }
        }
        return new TextFeatures(words, new HashSet<>(NumberExtractor.extract(text)), negated);
    }

    public boolean isEquivalentTo(TextFeatures other) {
        return numbers.equals(other.numbers) && negated == other.negated && similarity(other) >= MIN_SIMILARITY;
    }

    /** As {@link #isEquivalentTo(TextFeatures)}, in steps of the budget. */
    public boolean isEquivalentTo(TextFeatures other, WorkBudget budget) {
        budget.spend(1 + Math.min(words.size(), other.words.size()));
        return isEquivalentTo(other);
    }

    /** As {@link #contradicts(TextFeatures)}, in steps of the budget. */
    public boolean contradicts(TextFeatures other, WorkBudget budget) {
        budget.spend(1 + Math.min(words.size(), other.words.size()));
        return contradicts(other);
    }

    /** Whether the words are similar but the numbers differ or only one of the texts is negated. */
    public boolean contradicts(TextFeatures other) {
        boolean differs = negated != other.negated
                || (!numbers.equals(other.numbers) && !numbers.isEmpty() && !other.numbers.isEmpty());
        return differs && similarity(other) >= MIN_SIMILARITY;
    }

    /** Jaccard similarity of the words: shared words divided by all words, 0–1; 1 if both texts have no words. */
    public double similarity(TextFeatures other) {
        if (words.isEmpty() && other.words.isEmpty()) {
            return 1;
        }
        Set<String> smaller = words.size() <= other.words.size() ? words : other.words;
        Set<String> larger = smaller == words ? other.words : words;
        long shared = smaller.stream().filter(larger::contains).count();
        return (double) shared / (words.size() + other.words.size() - shared);
    }

    /** Share of the other text's words that this text has, 0–1; 0 if the other text has no words. */
    public double coverageOf(TextFeatures other) {
        return other.words.isEmpty()
                ? 0
                : (double) other.words.stream().filter(words::contains).count() / other.words.size();
    }
}
