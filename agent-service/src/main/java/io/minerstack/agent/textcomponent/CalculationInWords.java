package io.minerstack.agent.textcomponent;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a calculation with symbols that names its operation with words around its numbers, such as "From 50
 * subtract 17" or "What is 15 % of 80?". Reads folded English text.
 */
final class CalculationInWords {

    private static final String LEAD = "(?:please )?"
            + "(?:(?:what is|what's|how much is|calculate|compute|find|work out)[ :]+)?(?:the )?"
            + "(?:(?:(?:total|result) |what do you get )(?:if|when) you )?";
    private static final String NUMBER = "(-?\\d{1,15}(?:\\.\\d{1,10})?)";
    private static final String END = "[ =?.!]*";

    private static final List<Form> FORMS = List.of(
            form("(?:add|sum of|total of) N (?:and|to) N", "$1 + $2"),
            form("(?:subtract|take(?: away)?) N (?:away )?from N", "$2 - $1"),
            form("from N,? (?:subtract|take(?: away)?) N", "$1 - $2"),
            form("(?:multiply|product of) N (?:and|by|with) N", "$1 * $2"),
            form("(?:divide|quotient of) N (?:and|by) N", "$1 / $2"),
            form("N ?(?:%|percent|per cent) of N", "$1 / 100 * $2"),
            form("(?:one |a )?half (?:of )?N", "$1 / 2"),
            form("(?:one|a) third of N", "$1 / 3"),
            form("(?:one|a) (?:quarter|fourth) of N", "$1 / 4"),
            form("(?:one|a) fifth of N", "$1 / 5"),
            form("(?:one|a) tenth of N", "$1 / 10"),
            form("(?:double|twice) (?:of )?N", "2 * $1"),
            form("triple (?:of )?N", "3 * $1"),
            form("square of N", "$1 * $1"),
            form("N squared", "$1 * $1"));
    /** Of the larger number and the smaller one. */
    private static final Pattern DIFFERENCE = pattern("difference (?:between|of) N and N");

    private CalculationInWords() {}

    /** The calculation with symbols, such as {@code 50 - 17}; null where the text is something else. */
    static @Nullable String withSymbols(String text) {
        for (Form form : FORMS) {
            Matcher matcher = form.words().matcher(text);
            if (matcher.matches()) {
                return matcher.replaceFirst(form.symbols());
            }
        }
        Matcher difference = DIFFERENCE.matcher(text);
        if (!difference.matches()) {
            return null;
        }
        BigDecimal first = new BigDecimal(difference.group(1));
        boolean isLarger = first.compareTo(new BigDecimal(difference.group(2))) >= 0;
        return difference.replaceFirst(isLarger ? "$1 - $2" : "$2 - $1");
    }

    private static Form form(String words, String symbols) {
        return new Form(pattern(words), symbols);
    }

    private static Pattern pattern(String words) {
        return Pattern.compile(LEAD + words.replace("N", NUMBER) + END);
    }

    // symbols: a replacement with the groups of the words, one for each number
    private record Form(Pattern words, String symbols) {}
}
