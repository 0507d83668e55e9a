package io.minerstack.agent.vote;

import io.minerstack.agent.text.NumberExtractor;
import io.minerstack.agent.text.NumberExtractor.FoundNumber;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a text without a final answer of its own mentions. The text is read once, however many answers are looked for.
 *
 * @param folded the folded text
 * @param numbers the numbers that the text gives; a number that is denied or compared with is not among them
 */
record TextMentions(String folded, Set<String> numbers) {

    static TextMentions of(String text) {
        String folded = TextFolding.fold(text);
        return new TextMentions(
                folded,
                NumberExtractor.find(folded).stream()
                        .filter(number -> AnswerQualifier.of(folded, number.start(), number.end())
                                .isEmpty())
                        .map(FoundNumber::value)
                        .collect(Collectors.toSet()));
    }

    /** Whether the text gives the answer at least once without denying it. */
    boolean contain(DiscreteAnswer answer) {
        return switch (answer.kind()) {
            case NUMBER -> numbers.contains(answer.key().replaceAll("[^\\d.-].*$", ""));
            case WORDS -> givesWords(answer.key());
            // a text with such an answer has a final answer of its own
            case DATE, BOOLEAN, LETTER -> false;
        };
    }

    private boolean givesWords(String words) {
        int at = FinalAnswerExtractor.position(folded, words, 0);
        while (at >= 0) {
            int end = at + words.length();
            if (AnswerQualifier.of(folded, at, end).isEmpty()) {
                return true;
            }
            at = FinalAnswerExtractor.position(folded, words, end);
        }
        return false;
    }
}
