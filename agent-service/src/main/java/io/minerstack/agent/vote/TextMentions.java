package io.minerstack.agent.vote;

import io.minerstack.agent.text.NumberExtractor;
import io.minerstack.agent.text.NumberExtractor.FoundNumber;
import io.minerstack.agent.text.Quantity;
import io.minerstack.agent.text.UnitExtractor;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.HashSet;
import java.util.Set;

/**
 * What a text without a final answer of its own mentions. The text is read once, however many answers are looked for.
 *
 * @param folded the folded text
 * @param numbers the numbers that the text gives; a number that is denied or compared with is not among them
 * @param quantities the keys of these numbers with their units
 */
record TextMentions(String folded, Set<String> numbers, Set<String> quantities) {

    // each check reads the words around one place; a text with more numbers is a table
    private static final int MAX_CHECKS = 200;

    static TextMentions of(String text) {
        String folded = TextFolding.fold(text);
        Set<String> given = new HashSet<>();
        Set<String> quantities = new HashSet<>();
        int checks = 0;
        for (FoundNumber number : NumberExtractor.find(folded)) {
            if (given.contains(number.value())) {
                continue;
            }
            checks++;
            if (checks > MAX_CHECKS
                    || AnswerQualifier.of(folded, number.start(), number.end()).isEmpty()) {
                given.add(number.value());
                quantities.add(Quantity.key(number.value(), UnitExtractor.at(folded, number.end())));
            }
        }
        return new TextMentions(folded, given, quantities);
    }

    /** Whether the text gives the answer at least once without denying it. */
    boolean contain(DiscreteAnswer answer) {
        return switch (answer.kind()) {
            case NUMBER ->
                quantities.contains(answer.key())
                        || NumberExtractor.extract(answer.displayText()).stream()
                                .anyMatch(numbers::contains);
            case WORDS -> givesWords(answer.key());
            // a text with such an answer has a final answer of its own
            case DATE, BOOLEAN, LETTER -> false;
        };
    }

    private boolean givesWords(String words) {
        int at = FinalAnswerExtractor.position(folded, words, 0);
        for (int checks = 0; at >= 0 && checks < MAX_CHECKS; checks++) {
            int end = at + words.length();
            if (AnswerQualifier.of(folded, at, end).isEmpty()) {
                return true;
            }
            at = FinalAnswerExtractor.position(folded, words, end);
        }
        return false;
    }
}
