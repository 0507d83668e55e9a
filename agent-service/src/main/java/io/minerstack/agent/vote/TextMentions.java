package io.minerstack.agent.vote;

import io.minerstack.agent.text.NumberCharacters;
import io.minerstack.agent.text.NumberContext;
import io.minerstack.agent.text.NumberExtractor;
import io.minerstack.agent.text.NumberExtractor.FoundNumber;
import io.minerstack.agent.text.NumberForms;
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
 * @param bare those of the numbers that have no unit behind them
 * @param quantities the keys of these numbers with their units
 */
record TextMentions(String folded, Set<String> numbers, Set<String> bare, Set<String> quantities) {

    // each check reads the words around one place; a text with more numbers is a table
    private static final int MAX_CHECKS = 200;

    static TextMentions of(String text, NumberContext context) {
        String folded = NumberForms.plain(TextFolding.fold(NumberCharacters.plain(text)), context, false);
        Set<String> given = new HashSet<>();
        Set<String> bare = new HashSet<>();
        Set<String> quantities = new HashSet<>();
        int checks = 0;
        for (FoundNumber number : NumberExtractor.find(folded)) {
            String unit = UnitExtractor.at(folded, number.end());
            String key = Quantity.key(number.value(), unit);
            if (quantities.contains(key)) {
                continue;
            }
            checks++;
            if (checks > MAX_CHECKS
                    || AnswerQualifier.of(folded, number.start(), number.end()).isEmpty()) {
                given.add(number.value());
                quantities.add(key);
                if (unit.isEmpty()) {
                    bare.add(number.value());
                }
            }
        }
        return new TextMentions(folded, given, bare, quantities);
    }

    /** Whether the text gives the answer at least once without denying it. */
    boolean contain(DiscreteAnswer answer) {
        return switch (answer.kind()) {
            case NUMBER -> quantities.contains(answer.key()) || givesNumber(answer);
            case WORDS -> givesWords(answer.key());
            // a text with such an answer has a final answer of its own
            case DATE, BOOLEAN, LETTER -> false;
        };
    }

    /** Whether the text or the answer has the number without a unit: 5 km is not 5 miles, and 5 is not 5 %. */
    private boolean givesNumber(DiscreteAnswer answer) {
        return NumberExtractor.extract(answer.displayText()).stream()
                .anyMatch(number -> bare.contains(number)
                        || (answer.key().equals(number)
                                && numbers.contains(number)
                                && !quantities.contains(number + "%")));
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
