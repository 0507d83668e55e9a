package io.minerstack.bench.eval.expectation;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The number that an answer states as its result: the last one after "answer is", "total is", "equals" or "="; else a
 * number that stands alone at the start; else the last number.
 */
record StatedNumber(BigDecimal value) implements Expectation {

    private static final String NUMBER = "(-?\\d+(?:,\\d{3})*(?:\\.\\d+)?|-?\\d+(?:\\.\\d+)?)";
    private static final Pattern ANY = Pattern.compile("(?<![\\d.])" + NUMBER);
    private static final Pattern RESULT = Pattern.compile(
            "(?i)(?:(?:answer|result|total|sum|product|difference|quotient)(?: is|:| =| would be)+|equals|=|≈)"
                    + "[\\s*$€£\\\\({\\[:]{0,12}" + NUMBER);
    private static final Pattern AT_START =
            Pattern.compile("^[\\s*$€£\"'(]*" + NUMBER + "(?=\\s*(?:\\z|[.,;:!*)\"\\n]|because|since))");

    @Override
    public boolean isMetBy(AnswerContent answer) {
        BigDecimal stated = stated(answer.response().replace('−', '-'));
        return stated != null && stated.compareTo(value) == 0;
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
