package io.minerstack.agent.textcomponent;

import io.minerstack.servicesupport.text.TextFolding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request that is a calculation and nothing else, such as "What is 69 + 99?". Small models calculate badly
 * (docs/quality.md).
 */
final class PlainCalculation {

    private static final int MAX_CHARACTERS = 200;

    private static final Pattern LEAD =
            Pattern.compile("(?:please )?(?:what is|what's|how much is|calculate|compute|evaluate|work out)?[ :]*");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(?:\\.\\d{1,10})?(?![\\d.,%]*[\\d%])");
    // "9/11" and "2024-01-02" are no calculations
    private static final Pattern OPERATOR =
            Pattern.compile(" ?(?:(?<plus>\\+|plus )|(?<minus>(?<= )- |minus )|(?<times>[*×·]|x |times |multiplied by )"
                    + "|(?<divide>÷|(?<= )/ |divided by )) ?");
    private static final Pattern END = Pattern.compile("[ =?.!]*");

    private final List<BigDecimal> numbers = new ArrayList<>();
    private final List<Character> operators = new ArrayList<>();

    private PlainCalculation() {}

    /** The calculation with its result; null where the request is something else. */
    static @Nullable String answer(String request) {
        if (request.length() > MAX_CHARACTERS) {
            return null;
        }
        PlainCalculation calculation = new PlainCalculation();
        return calculation.read(TextFolding.fold(request)) ? calculation.withResult() : null;
    }

    private boolean read(String text) {
        int at = end(LEAD, text, 0);
        while (true) {
            Matcher number = NUMBER.matcher(text).region(at, text.length()).useTransparentBounds(true);
            if (!number.lookingAt()) {
                return false;
            }
            numbers.add(new BigDecimal(number.group()));
            at = number.end();
            Matcher operator = OPERATOR.matcher(text).region(at, text.length()).useTransparentBounds(true);
            if (!operator.lookingAt()) {
                return !operators.isEmpty() && end(END, text, at) == text.length();
            }
            operators.add(sign(operator));
            at = operator.end();
        }
    }

    private static int end(Pattern pattern, String text, int from) {
        Matcher matcher = pattern.matcher(text).region(from, text.length());
        return matcher.lookingAt() ? matcher.end() : from;
    }

    private static char sign(Matcher operator) {
        if (operator.group("plus") != null) {
            return '+';
        }
        if (operator.group("minus") != null) {
            return '-';
        }
        return operator.group("times") != null ? '*' : '/';
    }

    private @Nullable String withResult() {
        Fraction result = result();
        String shown = result == null ? null : result.asResult();
        return shown == null ? null : expression() + " " + shown;
    }

    /** The exact result; null for a division by 0. */
    private @Nullable Fraction result() {
        Fraction sum = Fraction.ZERO;
        Fraction product = Fraction.of(numbers.getFirst());
        for (int i = 0; i < operators.size(); i++) {
            Fraction next = Fraction.of(numbers.get(i + 1));
            switch (operators.get(i)) {
                case '*' -> product = product.times(next);
                case '/' -> {
                    Fraction inverse = next.inverse();
                    if (inverse == null) {
                        return null;
                    }
                    product = product.times(inverse);
                }
                default -> {
                    sum = sum.plus(product);
                    product = operators.get(i) == '-' ? next.negate() : next;
                }
            }
        }
        return sum.plus(product);
    }

    private String expression() {
        StringBuilder text = new StringBuilder(Fraction.plain(numbers.getFirst()));
        for (int i = 0; i < operators.size(); i++) {
            text.append(' ')
                    .append(operators.get(i) == '*' ? '×' : operators.get(i) == '/' ? '÷' : operators.get(i))
                    .append(' ')
                    .append(Fraction.plain(numbers.get(i + 1)));
        }
        return text.toString();
    }
}
