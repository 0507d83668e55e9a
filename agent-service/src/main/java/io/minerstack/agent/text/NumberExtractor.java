package io.minerstack.agent.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the numbers of a text and writes equal numbers equally: {@code 1,000.0} becomes {@code 1000}. */
public final class NumberExtractor {

    /**
     * Matches one number: an optional sign, thousands separators, decimals; at most 30 digits on each side of the
     * point.
     */
    public static final String NUMBER = "[-+]?(?:\\d{1,3}(?:,\\d{3})+(?![\\d,])|\\d{1,30})(?:\\.\\d{1,30})?";

    private static final Pattern IN_TEXT = Pattern.compile("(?<![\\p{L}\\d.])" + NUMBER + "(?!\\d)");

    private NumberExtractor() {}

    /** The numbers in their order in the text, with repeats. */
    public static List<String> extract(String text) {
        List<String> numbers = new ArrayList<>();
        Matcher matcher = IN_TEXT.matcher(text);
        while (matcher.find()) {
            String number = matcher.group();
            // "3-5" is a range, and "17 -23" is rarely 17 and minus 23: only a minus without an operand before it is a
            // sign
            boolean negative = number.startsWith("-") && isSign(text, matcher.start());
            numbers.add(canonical(negative ? number : number.replaceFirst("^[-+]", "")));
        }
        return numbers;
    }

    private static String canonical(String number) {
        BigDecimal value = new BigDecimal(number.replace(",", "").replaceFirst("^\\+", ""));
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static boolean isSign(String text, int minus) {
        int before = minus - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        if (before < 0) {
            return true;
        }
        boolean adjacent = before == minus - 1;
        return adjacent ? "(=:,".indexOf(text.charAt(before)) >= 0 : !Character.isDigit(text.charAt(before));
    }
}
