package io.minerstack.agent.vote;

import io.minerstack.agent.text.DateExtractor;
import io.minerstack.agent.text.DateExtractor.FoundDate;
import io.minerstack.agent.text.NumberCharacters;
import io.minerstack.agent.text.NumberContext;
import io.minerstack.agent.text.NumberExtractor;
import io.minerstack.agent.text.NumberExtractor.FoundNumber;
import io.minerstack.agent.text.NumberForms;
import io.minerstack.agent.text.Quantity;
import io.minerstack.agent.text.UnitExtractor;
import io.minerstack.agent.vote.DiscreteAnswer.Kind;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives equal answers an equal key: {@code (b)} and {@code B.} have {@code b}, {@code Yes.} and {@code true} have
 * {@code yes}, {@code March 5, 2024} has {@code 2024-03-05}, {@code $1,000.00} has {@code 1000$}, {@code 90 min} and
 * {@code 1.5 hours} have {@code 5400s}, {@code The Nile} has {@code nile}.
 */
final class AnswerNormalizer {

    private static final int MAX_WORDS = 4;
    private static final int MAX_NUMBERS = 6;
    private static final Set<String> OPERATORS =
            Set.of("-", "+", "*", "x", "×", "·", "/", ":", "^", "to", "÷", "vs", "of");
    private static final Set<String> DENIED = Set.of("not ", AnswerQualifier.UNCLEAR);

    private static final Pattern LETTER =
            Pattern.compile("(?:option |choice |answer )?\\(?([a-h])\\)?[).:]?|\\(?([a-h])[).:] .+");
    private static final Pattern BOOLEAN =
            Pattern.compile("(yes|no(?!\\. ?\\d)|true|false|correct|incorrect)(?:[,.;:!].*)?", Pattern.DOTALL);
    private static final Map<String, String> BOOLEAN_KEYS =
            Map.of("yes", "yes", "true", "yes", "correct", "yes", "no", "no", "false", "no", "incorrect", "no");
    private static final Pattern SURROUNDING_PUNCTUATION =
            Pattern.compile("^[\\s\"'*_`(\\[「『]+|(?<![\\s\"'*_`)\\].!?,;:。、」』])[\\s\"'*_`)\\].!?,;:。、」』]+$");
    /** Of a score or a range. */
    private static final Pattern SPACED_HYPHEN = Pattern.compile("(?<=\\d) - (?=\\d)");

    private static final Pattern LEADING_WORDS =
            Pattern.compile("^(?:it is|it's|its|that is|that's|this is|they are|the|an?) ");

    private AnswerNormalizer() {}

    /** As {@link #normalize(String, NumberContext)}, of an answer to an unknown question. */
    static @Nullable DiscreteAnswer normalize(String text) {
        return normalize(text, NumberContext.UNKNOWN);
    }

    /** The normalized answer; null if the text has more than four words and is no other kind of answer. */
    static @Nullable DiscreteAnswer normalize(String text, NumberContext context) {
        String marked = NumberCharacters.plain(AnswerMarkup.plain(text));
        String bare = AnswerLeadIns.strip(TextFolding.fold(marked));
        String folded = Quantity.withHalves(NumberForms.plain(bare, context, true));
        Matcher letter = LETTER.matcher(folded);
        if (letter.matches()) {
            String key = letter.group(1) == null ? letter.group(2) : letter.group(1);
            return new DiscreteAnswer(Kind.LETTER, key, key.toUpperCase(Locale.ROOT));
        }
        Matcher bool = BOOLEAN.matcher(folded);
        if (bool.matches()) {
            String key = BOOLEAN_KEYS.getOrDefault(bool.group(1), bool.group(1));
            return new DiscreteAnswer(Kind.BOOLEAN, key, key);
        }
        FoundDate date = DateExtractor.find(folded);
        if (date != null) {
            String qualifier = AnswerQualifier.ofDate(folded, date.start(), date.end());
            return qualified(
                    qualifier, Kind.DATE, date.date().toString(), date.date().toString());
        }
        List<FoundNumber> numbers = NumberExtractor.find(folded);
        DiscreteAnswer number = isCalculation(folded, numbers) ? null : number(folded, numbers, context);
        return number == null && !isUnclear(folded, numbers)
                ? words(withoutLeadIn(marked.strip(), bare), folded)
                : number;
    }

    /** The end of the text that is the answer; the whole text if folding changed the answer's length. */
    private static String withoutLeadIn(String text, String bare) {
        int start = text.length() - bare.length();
        return start > 0 && text.substring(start).equalsIgnoreCase(bare) ? text.substring(start) : text;
    }

    private static boolean isUnclear(String folded, List<FoundNumber> numbers) {
        return numbers.stream().limit(MAX_NUMBERS).anyMatch(number -> AnswerQualifier.of(
                        folded, number.start(), number.end())
                .equals(AnswerQualifier.UNCLEAR));
    }

    /** The only number, or the only number that the text does not deny: "not 48 but 50" has 50. */
    private static @Nullable DiscreteAnswer number(String folded, List<FoundNumber> numbers, NumberContext context) {
        if (numbers.stream().map(FoundNumber::value).distinct().count() == 1) {
            FoundNumber number = numbers.getFirst();
            List<String> qualifiers = numbers.stream()
                    .limit(MAX_NUMBERS)
                    .map(found -> AnswerQualifier.of(folded, found.start(), found.end()))
                    .distinct()
                    .toList();
            return qualifiers.size() == 1 ? number(folded, number, qualifiers.getFirst(), context) : null;
        }
        if (numbers.size() > MAX_NUMBERS) {
            return null;
        }
        List<FoundNumber> given = numbers.stream()
                .filter(number -> !DENIED.contains(AnswerQualifier.of(folded, number.start(), number.end())))
                .toList();
        return given.size() == 1 ? number(folded, given.getFirst(), "", context) : null;
    }

    /** A qualified value is an answer of its own: people who say "not 48" do not agree on 48. */
    private static @Nullable DiscreteAnswer qualified(String qualifier, Kind kind, String key, String displayText) {
        if (qualifier.equals(AnswerQualifier.UNCLEAR)) {
            return null;
        }
        return qualifier.isEmpty()
                ? new DiscreteAnswer(kind, key, displayText)
                : new DiscreteAnswer(Kind.WORDS, qualifier + key, qualifier + displayText);
    }

    private static @Nullable DiscreteAnswer number(
            String folded, FoundNumber found, String qualifier, NumberContext context) {
        String unit = UnitExtractor.extract(folded);
        String number = value(folded, found, unit, context);
        if (!isLiteral(number) || isPartOfName(folded, found.start())) {
            return null;
        }
        return qualified(qualifier, Kind.NUMBER, Quantity.key(number, unit), UnitExtractor.display(number, unit));
    }

    private static String value(String folded, FoundNumber found, String unit, NumberContext context) {
        if (context.versions() && unit.isEmpty()) {
            return folded.substring(found.start(), found.end()).replaceFirst("^\\+", "");
        }
        // 05 is an identifier, 05 min are 5 min
        boolean padded = !unit.isEmpty() && found.value().chars().allMatch(Character::isDigit);
        return padded ? found.value().replaceFirst("^0{1,30}(?=\\d)", "") : found.value();
    }

    /** Whether it is a number, a version, an identifier or a fraction: 3:30 and 3h30 depend on the words around. */
    private static boolean isLiteral(String number) {
        return number.chars().allMatch(c -> (c >= '0' && c <= '9') || "./-,".indexOf(c) >= 0);
    }

    /** Whether the number is that of COVID-19, or under a root. */
    private static boolean isPartOfName(String folded, int start) {
        char before = start == 0 ? ' ' : folded.charAt(start - 1);
        return before == '√' || (before == '-' && start > 1 && Character.isLetter(folded.charAt(start - 2)));
    }

    /** Whether an operator joins equal numbers: 5-5, 3 x 3 and 1:1 do not give that number. */
    private static boolean isCalculation(String folded, List<FoundNumber> numbers) {
        for (int i = 1; i < Math.min(numbers.size(), MAX_NUMBERS); i++) {
            String between =
                    folded.substring(numbers.get(i - 1).end(), numbers.get(i).start());
            char sign = folded.charAt(numbers.get(i).start());
            boolean operator = between.isEmpty()
                    || OPERATORS.contains(between.strip())
                    || (between.equals(" ") && (sign == '-' || sign == '+'));
            if (operator && numbers.get(i - 1).value().equals(numbers.get(i).value())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable DiscreteAnswer words(String text, String folded) {
        String bare = SURROUNDING_PUNCTUATION.matcher(folded).replaceAll("");
        String key = SPACED_HYPHEN
                .matcher(LEADING_WORDS.matcher(bare).replaceFirst(""))
                .replaceAll("-");
        int words = TextFolding.words(key).size();
        return words == 0 || words > MAX_WORDS
                ? null
                : new DiscreteAnswer(
                        Kind.WORDS, key, SURROUNDING_PUNCTUATION.matcher(text).replaceAll(""));
    }
}
