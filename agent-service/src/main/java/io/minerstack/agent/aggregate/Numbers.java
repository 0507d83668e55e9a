package io.minerstack.agent.aggregate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of a text, in one form each: {@code 1,000.0} and {@code 1000} are the same. */
final class Numbers {

    static final String NUMBER = "[-+]?(?:\\d{1,3}(?:,\\d{3})+(?![\\d,])|\\d{1,30})(?:\\.\\d{1,30})?";
    private static final Pattern IN_TEXT = Pattern.compile("(?<![\\p{L}\\d.])" + NUMBER + "(?!\\d)");

    private Numbers() {}

    /** In order of appearance, repeats included. */
    static List<String> in(String text) {
        List<String> numbers = new ArrayList<>();
        Matcher matcher = IN_TEXT.matcher(text);
        while (matcher.find()) {
            String number = matcher.group();
            // "3-5" is a range and "17 -23" hardly ever minus 23: a sign counts where nothing stands before it
            boolean sign = number.startsWith("-") && isTerm(text, matcher.start());
            numbers.add(canonical(sign ? number : number.replaceFirst("^[-+]", "")));
        }
        return numbers;
    }

    static String canonical(String number) {
        BigDecimal value = new BigDecimal(number.replace(",", "").replaceFirst("^\\+", ""));
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static boolean isTerm(String text, int at) {
        int before = at - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        if (before < 0) {
            return true;
        }
        boolean adjacent = before == at - 1;
        return adjacent ? "(=:,".indexOf(text.charAt(before)) >= 0 : !Character.isDigit(text.charAt(before));
    }
}
