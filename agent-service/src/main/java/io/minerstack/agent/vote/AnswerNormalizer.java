package io.minerstack.agent.vote;

import io.minerstack.agent.text.DateExtractor;
import io.minerstack.agent.text.NumberExtractor;
import io.minerstack.agent.text.UnitExtractor;
import io.minerstack.agent.text.WordSplitter;
import io.minerstack.agent.vote.DiscreteAnswer.Kind;
import io.minerstack.servicesupport.text.TextFolding;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives equal answers an equal key: {@code (b)} and {@code B.} have {@code b}, {@code Yes.} and {@code true} have
 * {@code yes}, {@code March 5, 2024} has {@code 2024-03-05}, {@code $1,000.00} has {@code 1000$}, {@code The Nile} has
 * {@code nile}.
 */
final class AnswerNormalizer {

    private static final int MAX_WORDS = 4;

    private static final Pattern LETTER =
            Pattern.compile("(?:option |choice |answer )?\\(?([a-h])\\)?[).:]?|\\(?([a-h])[).:] .+");
    private static final Pattern BOOLEAN =
            Pattern.compile("(yes|no|true|false|correct|incorrect)(?:[,.;:!].*)?", Pattern.DOTALL);
    private static final Map<String, String> BOOLEAN_KEYS =
            Map.of("yes", "yes", "true", "yes", "correct", "yes", "no", "no", "false", "no", "incorrect", "no");
    private static final Pattern SURROUNDING_PUNCTUATION = Pattern.compile("^[\\s\"'*_`(\\[]+|[\\s\"'*_`)\\].!?,;:]+$");
    private static final Pattern LEADING_WORDS =
            Pattern.compile("^(?:it is|it's|its|that is|that's|this is|they are|the|an?) ");

    private AnswerNormalizer() {}

    /** The normalized answer; null if the text has more than four words and is no other kind of answer. */
    static @Nullable DiscreteAnswer normalize(String text) {
        String folded = TextFolding.fold(text.replace("\\$", "$").replaceAll("[*_`]", ""));
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
        LocalDate date = DateExtractor.extract(folded);
        if (date != null) {
            return new DiscreteAnswer(Kind.DATE, date.toString(), date.toString());
        }
        List<String> numbers = NumberExtractor.extract(folded);
        if (numbers.stream().distinct().count() == 1) {
            return number(folded, numbers.getFirst());
        }
        return words(text, folded);
    }

    private static DiscreteAnswer number(String folded, String number) {
        String unit = UnitExtractor.extract(folded);
        String displayText =
                switch (unit) {
                    case "$", "€", "£" -> unit + number;
                    case "", "%" -> number + unit;
                    default -> number + " " + unit;
                };
        return new DiscreteAnswer(Kind.NUMBER, number + unit, displayText);
    }

    private static @Nullable DiscreteAnswer words(String text, String folded) {
        String bare = SURROUNDING_PUNCTUATION.matcher(folded).replaceAll("");
        String key = LEADING_WORDS.matcher(bare).replaceFirst("");
        int words = WordSplitter.words(key).size();
        return words == 0 || words > MAX_WORDS
                ? null
                : new DiscreteAnswer(
                        Kind.WORDS,
                        key,
                        SURROUNDING_PUNCTUATION.matcher(text.strip()).replaceAll(""));
    }
}
