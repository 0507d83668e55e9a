package io.minerstack.bench.eval.expectation;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The number that an answer states as its result: the last one after "answer is", "total is", "equals" or "="; else a
 * number that stands alone at the start; else the last number. Words for small numbers count, too.
 */
record StatedNumber(BigDecimal value) implements Expectation {

    private static final String NUMBER = "(-?\\d+(?:,\\d{3})*(?:\\.\\d+)?|-?\\d+(?:\\.\\d+)?)";
    private static final Pattern ANY = Pattern.compile("(?<![\\d.])" + NUMBER);
    private static final Pattern RESULT = Pattern.compile(
            "(?i)(?:(?:answer|result|total|sum|product|difference|quotient)(?: is|:| =| would be)+|equals|=|≈)"
                    + "[\\s*$€£\\\\({\\[:]{0,12}" + NUMBER);
    private static final Pattern AT_START =
            Pattern.compile("^[\\s*$€£\"'(]*" + NUMBER + "(?=\\s*(?:\\z|[.,;:!*)\"\\n]|because|since))");

    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("zero", 0),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12),
            Map.entry("twenty four", 24),
            Map.entry("sixty", 60),
            Map.entry("one hundred", 100));

    private static final Pattern WORD =
            Pattern.compile("(?i)\\b(?:twenty[\\s-]four|one hundred|zero|two|three|four|five|six"
                    + "|seven|eight|nine|ten|eleven|twelve|sixty)\\b");

    @Override
    public boolean isMetBy(AnswerContent answer) {
        BigDecimal stated = stated(withDigits(answer.response().replace('−', '-')));
        return stated != null && stated.compareTo(value) == 0;
    }

    /** The text with digits in the place of the words for small numbers. */
    private static String withDigits(String text) {
        return WORD.matcher(text).replaceAll(word -> {
            String name = word.group().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", " ");
            return Integer.toString(Objects.requireNonNull(WORDS.get(name)));
        });
    }

    private static @Nullable BigDecimal stated(String text) {
        String result = last(RESULT, text);
        if (result == null) {
            Matcher start = AT_START.matcher(text);
            result = start.find() ? start.group(1) : last(ANY, text);
        }
        return result == null ? null : new BigDecimal(result.replace(",", ""));
    }

    private static @Nullable String last(Pattern pattern, String text) {
        @Nullable String last = null;
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            last = matcher.group(1);
        }
        return last;
    }
}
