package io.minerstack.agent.junk;

import io.minerstack.agent.text.WordFile;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a text that ends in the same words, lines or blocks again and again. What the user asked to have repeated is no
 * junk. A reply that its output limit ended counts earlier, because a model that repeats itself on purpose stops by
 * itself.
 */
final class RepetitionCheck implements JunkCheck {

    private static final int MIN_WORDS = 2;

    private static final Set<String> ASKS_TO_REPEAT = WordFile.words(RepetitionCheck.class, "repetition-wishes.txt");
    private static final Set<String> ASKS_FOR_COUNT = WordFile.words(RepetitionCheck.class, "count-wishes.txt");
    private static final Set<String> ASKS_FOR_VERSE = WordFile.words(RepetitionCheck.class, "verse-wishes.txt");

    @Override
    public @Nullable JunkFinding check(CheckedAnswer answer) {
        return find(answer.text(), answer.ends(), answer.cutAtLimit(), answer.request());
    }

    private static @Nullable JunkFinding find(String text, TextEnds ends, boolean cutAtLimit, AnsweredRequest request) {
        Limits limits = Limits.of(cutAtLimit, has(request, ASKS_FOR_VERSE));
        // compares characters only, so that the whole text costs little, and finds where the repetition begins
        PeriodicTail tail = PeriodicTail.find(text, candidate -> limits.areExceededBy(candidate, text));
        if (tail != null) {
            return isAskedFor(tail, text, cutAtLimit, request) ? null : finding(text, tail.start() + tail.period());
        }
        int secondTime = RepeatedLines.find(ends.text(), limits.lines(), request.words());
        if (secondTime >= 0 && !ends.isWhole()) {
            // rare: the whole text says whether the middle repeats itself, too, and where that begins
            secondTime = RepeatedLines.find(text, limits.lines(), request.words());
        }
        return secondTime < 0 ? null : finding(text, secondTime);
    }

    /** The text up to an index, where the repetition begins, and there up to the last whole sentence. */
    private static JunkFinding finding(String text, int end) {
        String kept = text.substring(0, end);
        String sentences = SentenceEnds.complete(text, end);
        String best = sentences.isEmpty() ? kept.strip() : sentences;
        boolean usable = !sentences.isEmpty() || TextFolding.words(best).size() > MIN_WORDS;
        return new JunkFinding(JunkReason.REPETITION, best, usable);
    }

    /** Whether the request has the words of the unit or their number, or asks for a row of numbers or signs. */
    private static boolean isAskedFor(PeriodicTail tail, String text, boolean cutAtLimit, AnsweredRequest request) {
        List<String> unit = words(tail, text);
        boolean letters = unit.stream().anyMatch(word -> Character.isLetter(word.codePointAt(0)));
        boolean named = !unit.isEmpty() && request.words().containsAll(unit);
        boolean wished = has(request, ASKS_TO_REPEAT);
        if (!cutAtLimit && isCounted(tail, request)) {
            return true;
        }
        return named ? wished || has(request, ASKS_FOR_COUNT) || !cutAtLimit : wished && !letters;
    }

    /** Whether the request has the number of the units; the last one may lack its line break. */
    private static boolean isCounted(PeriodicTail tail, AnsweredRequest request) {
        return request.words().contains(String.valueOf(tail.count()))
                || request.words().contains(String.valueOf(tail.count() + 1));
    }

    private static boolean has(AnsweredRequest request, Set<String> words) {
        return request.words().stream().anyMatch(words::contains);
    }

    /** The words of the unit. The first and the last word of the tail may be parts of words. */
    private static List<String> words(PeriodicTail tail, String text) {
        int end = Math.min(text.length(), tail.start() + 3 * tail.period());
        List<String> words = TextFolding.words(text.substring(tail.start(), end));
        return words.size() > 2 ? words.subList(1, words.size() - 1) : words;
    }

    /**
     * How much repetition is too much.
     *
     * @param count most units
     * @param length most characters
     * @param withoutLetters most characters of a unit that has no letter
     * @param lines most equal lines
     */
    private record Limits(int count, int length, int withoutLetters, int lines) {

        static Limits of(boolean cutAtLimit, boolean verse) {
            if (cutAtLimit) {
                return verse ? new Limits(8, 400, 1_000, 16) : new Limits(4, 80, 400, 8);
            }
            return verse ? new Limits(12, 800, 3_000, 30) : new Limits(6, 200, 2_000, 10);
        }

        boolean areExceededBy(PeriodicTail tail, String text) {
            if (tail.count() < count || tail.length() < length) {
                return false;
            }
            String unit = tail.unit(text);
            boolean letters = unit.codePoints().anyMatch(Character::isLetter);
            return (letters && unit.indexOf('|') < 0) || tail.length() >= withoutLetters;
        }
    }
}
