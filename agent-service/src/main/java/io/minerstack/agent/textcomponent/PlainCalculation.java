package io.minerstack.agent.textcomponent;

import io.minerstack.servicesupport.text.TextFolding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request that is a calculation, such as "What is 69 + 99?", and at most says how short the answer shall be.
 * Small models calculate badly (docs/quality.md). Reads English and symbols only.
 */
final class PlainCalculation {

    private static final int MAX_CHARACTERS = 200;

    private static final String DIGITS = "-?\\d{1,15}(?:\\.\\d{1,10})?(?![\\d.,%]*[\\d%])";
    private static final Pattern LEAD = Pattern.compile("(?:please )?"
            + "(?:(?<question>what is|what's)|(?<order>how much is|calculate|compute|evaluate|solve|work out))?[ :]*");
    private static final Pattern NUMBER = Pattern.compile(DIGITS);
    private static final Pattern OPERATOR = Pattern.compile(" ?(?:(?<plus>\\+|plus )|(?<minus>-|minus )"
            + "|(?<times>[*×·]|x |times |multiplied by )|(?<divide>÷|/|divided by )) ?");
    private static final Pattern MARK_OF_NAMES = Pattern.compile("[/-] ?| [/-]");
    private static final Pattern LEADING_ZERO = Pattern.compile("(?<![\\d.])0\\d");
    private static final BigDecimal FIRST_YEAR = BigDecimal.valueOf(1900);
    private static final BigDecimal LAST_YEAR = BigDecimal.valueOf(2099);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    /** Superscripts and the like, which folding makes plain digits. */
    private static final Pattern OTHER_NUMBER = Pattern.compile("\\p{No}");

    private static final Pattern END = Pattern.compile("[ =?.!]*");
    private static final Pattern BETWEEN_SENTENCES = Pattern.compile("(?<=[?.!=])\\s+|\\n+");

    private final List<BigDecimal> numbers = new ArrayList<>();
    private final List<Character> operators = new ArrayList<>();

    private PlainCalculation() {}

    /**
     * The result of a request, in the form that the task and the other sentences of the request wish.
     *
     * @return null where the request is no calculation, or more than one
     */
    static @Nullable String answer(String task, String request) {
        if (request.length() > MAX_CHARACTERS || OTHER_NUMBER.matcher(request).find()) {
            return null;
        }
        List<String> calculations = new ArrayList<>();
        List<String> wishes = new ArrayList<>(List.of(task));
        PlainCalculation calculation = null;
        for (String sentence : BETWEEN_SENTENCES.splitAsStream(request.strip()).toList()) {
            PlainCalculation read = of(sentence);
            if (read == null) {
                wishes.add(sentence);
            } else {
                calculation = read;
                calculations.add(sentence);
            }
        }
        if (calculation == null || calculations.size() > 1) {
            return null;
        }
        Set<String> known = Set.copyOf(TextFolding.words(calculations.getFirst()));
        CalculationForm form = CalculationForm.of(String.join("\n", wishes), known::contains);
        return form == null ? null : calculation.inForm(form);
    }

    private static @Nullable PlainCalculation of(String sentence) {
        PlainCalculation calculation = new PlainCalculation();
        String text = TextFolding.fold(sentence);
        String symbols = CalculationInWords.withSymbols(text);
        return calculation.read(symbols == null ? text : symbols) ? calculation : null;
    }

    private boolean read(String text) {
        Matcher lead = LEAD.matcher(text);
        // the lead may be empty
        int at = lead.lookingAt() ? lead.end() : 0;
        boolean isClear = false;
        while (true) {
            Matcher number = NUMBER.matcher(text).region(at, text.length()).useTransparentBounds(true);
            if (!number.lookingAt()) {
                return false;
            }
            numbers.add(new BigDecimal(number.group()));
            at = number.end();
            Matcher operator = OPERATOR.matcher(text).region(at, text.length()).useTransparentBounds(true);
            if (!operator.lookingAt()) {
                break;
            }
            operators.add(sign(operator));
            isClear |= !MARK_OF_NAMES.matcher(operator.group()).matches();
            at = operator.end();
        }
        return !operators.isEmpty() && end(END, text, at) == text.length() && (isClear || !mayBeName(lead, text));
    }

    /** Whether numbers with one kind of mark and no spaces may be a date, a score or a name, such as 9/11 or 7-11. */
    private boolean mayBeName(Matcher lead, String text) {
        if (operators.stream().distinct().count() > 1) {
            return false;
        }
        boolean hasYear = numbers.stream().anyMatch(PlainCalculation::isYear);
        if (LEADING_ZERO.matcher(text).find()) {
            return true;
        }
        if (lead.group("order") != null) {
            return operators.size() > 1 && hasYear;
        }
        if (operators.size() > 1) {
            return true;
        }
        BigDecimal first = numbers.getFirst();
        BigDecimal second = numbers.getLast();
        if (operators.getFirst() == '-') {
            return hasYear || first.compareTo(second) < 0;
        }
        // 80/20 are shares
        return lead.group("question") == null
                || second.signum() == 0
                || first.compareTo(second) <= 0
                || first.remainder(second).signum() != 0
                || first.add(second).compareTo(HUNDRED) == 0;
    }

    private static boolean isYear(BigDecimal number) {
        return number.compareTo(FIRST_YEAR) >= 0 && number.compareTo(LAST_YEAR) <= 0;
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

    private @Nullable String inForm(CalculationForm form) {
        Fraction result = result();
        String shown = result == null ? null : result.asResult();
        if (shown == null) {
            return null;
        }
        String number = shown.substring(2);
        return switch (form) {
            case EQUATION -> expression() + " " + shown;
            case SENTENCE ->
                "The result of " + expression() + " is " + (shown.startsWith("=") ? "" : "about ") + number + ".";
            case NUMBER -> number;
        };
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
