package io.minerstack.agent.text;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads one number of a folded text as people write it: {@code 1,000.5}, {@code 1.000.000}, {@code 10 000},
 * {@code 2,5 kg}, {@code 1e3}, {@code 1.0 × 10^3}, {@code 1 1/2}. Looks ahead at most a fixed number of characters.
 */
final class NumeralReader {

    private static final int MAX_DIGITS = 30;
    private static final int MAX_EXPONENT = 25;
    private static final int MAX_GROUPS = 8;
    private static final int GROUP = 3;
    private static final int MAX_FRACTION_DIGITS = 6;
    private static final String TIMES = "×x*·⋅";
    private static final int IP_PARTS = 4;
    private static final int MAX_IP_PART = 255;

    private final String text;
    private final NumberContext context;
    private final boolean answer;

    /**
     * Reads numbers of one text.
     *
     * @param answer whether the text is an answer of its own, where {@code 10 000} is one number
     */
    NumeralReader(String text, NumberContext context, boolean answer) {
        this.text = text;
        this.context = context;
        this.answer = answer;
    }

    /**
     * A number.
     *
     * @param value null if the number is a fraction without decimals, as {@code 1/3}
     * @param written the number with a point and without groups; a fraction in its lowest terms
     */
    record Numeral(@Nullable BigDecimal value, String written, int end) {

        static Numeral of(BigDecimal value, int end) {
            return new Numeral(value, plain(value), end);
        }

        static String plain(BigDecimal value) {
            BigDecimal stripped = value.stripTrailingZeros();
            return stripped.signum() == 0 ? "0" : stripped.toPlainString();
        }
    }

    /** The number that begins at a digit; null if the digits are none, as those of {@code 007} and {@code 1.2.3}. */
    @Nullable
    Numeral read(int at) {
        Numeral plain = decimal(at);
        if (plain == null || plain.value() == null) {
            return null;
        }
        Numeral scaled = scaled(at, plain.value(), plain.end());
        if (scaled != null) {
            return scaled;
        }
        boolean integer = plain.written().indexOf('.') < 0;
        Numeral fraction = integer ? fraction(at, plain) : null;
        return fraction == null ? plain : fraction;
    }

    private @Nullable Numeral decimal(int at) {
        int digits = digitsEnd(at);
        if (digits - at > MAX_DIGITS || (digits - at > 1 && text.charAt(at) == '0')) {
            return null;
        }
        StringBuilder integer = new StringBuilder().append(text, at, digits);
        int end = groupsEnd(at, digits, integer);
        if (end < 0) {
            return null;
        }
        boolean grouped = end > digits;
        char separator = grouped ? text.charAt(digits) : 0;
        if (is(end, '.') && isDigit(end + 1) && separator != '.') {
            int decimals = digitsEnd(end + 1);
            boolean goesOn = is(decimals, '.') && isDigit(decimals + 1);
            if (!grouped && !goesOn && decimals - end - 1 == GROUP && isLastDecimals(decimals)) {
                // 1.000,50
                int last = digitsEnd(decimals + 1);
                return numeral(integer.append(text, end + 1, decimals), decimals, last);
            }
            return goesOn || decimals - end - 1 > MAX_DIGITS ? null : numeral(integer, end, decimals);
        }
        if (is(end, ',') && isDigit(end + 1) && separator != ',') {
            int decimals = digitsEnd(end + 1);
            if (isDecimalComma(at, grouped, integer, end, decimals)) {
                return numeral(integer, end, decimals);
            }
        }
        return numeral(integer, end, end);
    }

    /** The end of the groups of three digits behind the first digits; -1 if they are no number. */
    private int groupsEnd(int at, int first, StringBuilder integer) {
        if (first == text.length() || first - at > GROUP || text.charAt(at) == '0') {
            return first;
        }
        char separator = text.charAt(first);
        boolean possible =
                separator == ',' || separator == '.' || separator == '\'' || (separator == ' ' && mayHaveSpaces(at));
        int end = first;
        int groups = 0;
        while (possible && groups <= MAX_GROUPS && is(end, separator) && NumberCharacters.isGroup(text, end + 1)) {
            end += GROUP + 1;
            groups++;
        }
        boolean broken = groups > 0 && separator != ' ' && is(end, separator) && (separator == ',' || isDigit(end + 1));
        if (separator == ' ' && is(end, ' ') && isDigit(end + 1)) {
            // 555 123 4567
            return first;
        }
        if (groups > MAX_GROUPS || broken) {
            return -1;
        }
        boolean enough = groups > 1 || (groups == 1 && isEuroBehind(end));
        if (separator == '.' && (!enough || context.versions() || isAddress(at, end, groups))) {
            return groups < 2 ? first : -1;
        }
        for (int group = first; group < end; group += GROUP + 1) {
            integer.append(text, group + 1, group + 1 + GROUP);
        }
        return end;
    }

    private boolean mayHaveSpaces(int at) {
        // "+1 555 123 456" and "12 345 678" behind a number are no numbers of their own
        return answer && (at == 0 || (text.charAt(at - 1) != '+' && !(at > 1 && isDigit(at - 2))));
    }

    /** Nobody writes three decimals before the sign of the euro: 1.000 € are 1000. */
    private boolean isEuroBehind(int end) {
        int sign = is(end, ' ') ? end + 1 : end;
        return is(sign, '€') && !is(sign + 1, '/');
    }

    private boolean isAddress(int at, int end, int groups) {
        if (groups != IP_PARTS - 1) {
            return false;
        }
        for (String part : text.substring(at, end).split("\\.", -1)) {
            if (Integer.parseInt(part) > MAX_IP_PART) {
                return false;
            }
        }
        return true;
    }

    /** Whether a comma and one or two digits end the number. */
    private boolean isLastDecimals(int comma) {
        if (!is(comma, ',') || !isDigit(comma + 1)) {
            return false;
        }
        int end = digitsEnd(comma + 1);
        return end - comma - 1 < GROUP && !is(end, ',');
    }

    /** "1,000" may be both and is never read as a decimal; "2,5" may be two numbers. */
    private boolean isDecimalComma(int at, boolean grouped, StringBuilder integer, int comma, int end) {
        int decimals = end - comma - 1;
        boolean goesOn = (is(end, ',') || is(end, '.')) && isDigit(end + 1);
        if (goesOn || decimals == GROUP || decimals > MAX_DIGITS) {
            return false;
        }
        boolean bracket = at > 0 && "([{".indexOf(text.charAt(at - 1)) >= 0;
        boolean unit = decimals < GROUP && (!UnitExtractor.at(text, end).isEmpty() || isCurrency(at, end));
        String value = Numeral.plain(new BigDecimal(integer + "." + text.substring(comma + 1, end)));
        return grouped || unit || (!bracket && context.decimals().contains(value));
    }

    private boolean isCurrency(int at, int end) {
        int sign = is(end, ' ') ? end + 1 : end;
        return NumberCharacters.isCurrency(text, sign) || NumberCharacters.isCurrency(text, at - 1);
    }

    private Numeral numeral(StringBuilder integer, int point, int end) {
        String written = point == end ? integer.toString() : integer + "." + text.substring(point + 1, end);
        return new Numeral(new BigDecimal(written), written, end);
    }

    /** 1e3, 1.0 × 10^3 and 10^3; null if there is no power of ten. */
    private @Nullable Numeral scaled(int at, BigDecimal value, int end) {
        if (is(end, 'e') || is(end, 'E')) {
            return power(value, end + 1);
        }
        if (is(end, '^')) {
            return text.substring(at, end).equals("10") ? power(BigDecimal.ONE, end + 1) : null;
        }
        int sign = is(end, ' ') ? end + 1 : end;
        if (sign >= text.length() || TIMES.indexOf(text.charAt(sign)) < 0) {
            return null;
        }
        int ten = is(sign + 1, ' ') ? sign + 2 : sign + 1;
        return text.startsWith("10^", ten) ? power(value, ten + "10^".length()) : null;
    }

    private @Nullable Numeral power(BigDecimal value, int at) {
        boolean bracket = is(at, '{') || is(at, '(');
        int sign = bracket ? at + 1 : at;
        int first = is(sign, '-') || is(sign, '+') ? sign + 1 : sign;
        int end = digitsEnd(first);
        if (end == first
                || end - first > 2
                || NumberCharacters.isLetter(text, end)
                || (is(end, '.') && isDigit(end + 1))) {
            return null;
        }
        int exponent = Integer.parseInt(text.substring(first, end));
        boolean closed = !bracket || is(end, '}') || is(end, ')');
        return exponent > MAX_EXPONENT || !closed
                ? null
                : Numeral.of(value.scaleByPowerOfTen(is(sign, '-') ? -exponent : exponent), bracket ? end + 1 : end);
    }

    /** 1/2 and 1 1/2; null if there is no fraction. */
    private @Nullable Numeral fraction(int at, Numeral integer) {
        int end = integer.end();
        if (!context.fractions() || integer.value() == null || isDateBefore(at)) {
            return null;
        }
        if (is(end, '/')) {
            return ratio(BigDecimal.ZERO, integer.value(), end + 1);
        }
        int numerator = text.startsWith(" and ", end) ? end + " and ".length() : end + 1;
        int slash = digitsEnd(numerator);
        boolean mixed = is(end, ' ')
                && integer.written().length() <= GROUP
                && slash > numerator
                && slash - numerator <= MAX_FRACTION_DIGITS
                && is(slash, '/');
        if (!mixed || text.charAt(numerator) == '0') {
            return null;
        }
        BigDecimal upper = new BigDecimal(text.substring(numerator, slash));
        int denominatorEnd = Math.min(digitsEnd(slash + 1), slash + 1 + MAX_FRACTION_DIGITS);
        boolean proper = denominatorEnd > slash + 1
                && upper.compareTo(new BigDecimal(text.substring(slash + 1, denominatorEnd))) < 0;
        return proper ? ratio(integer.value(), upper, slash + 1) : null;
    }

    private @Nullable Numeral ratio(BigDecimal whole, BigDecimal upper, int at) {
        int end = digitsEnd(at);
        boolean goesOn = is(end, '/') || is(end, '^') || is(end, '%') || (is(end, '.') && isDigit(end + 1));
        boolean bound = end - at <= MAX_FRACTION_DIGITS && upper.precision() <= MAX_DIGITS;
        if (end == at || !bound || text.charAt(at) == '0' || goesOn || NumberCharacters.isLetter(text, end)) {
            return null;
        }
        BigDecimal lower = new BigDecimal(text.substring(at, end));
        BigDecimal sum = whole.multiply(lower).add(upper);
        BigDecimal divisor = new BigDecimal(sum.toBigInteger().gcd(lower.toBigInteger()));
        BigDecimal reduced = lower.divide(divisor);
        if (isProductOf2And5(reduced.intValueExact())) {
            return Numeral.of(sum.divide(lower), end);
        }
        return new Numeral(null, sum.divide(divisor).toPlainString() + "/" + reduced.toPlainString(), end);
    }

    /** Whether a fraction in its lowest terms with this denominator has decimals that end. */
    private static boolean isProductOf2And5(int denominator) {
        int rest = denominator;
        while (rest % 2 == 0) {
            rest /= 2;
        }
        while (rest % 5 == 0) {
            rest /= 5;
        }
        return rest == 1;
    }

    private boolean isDateBefore(int at) {
        return (at > 0 && "/:".indexOf(text.charAt(at - 1)) >= 0) || text.startsWith("on ", Math.max(0, at - 3));
    }

    private boolean is(int at, char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean isDigit(int at) {
        return NumberCharacters.isDigit(text, at);
    }

    /** The end of the digits from an index on, or of the first 31 of them. */
    private int digitsEnd(int from) {
        int end = from;
        while (end - from <= MAX_DIGITS && isDigit(end)) {
            end++;
        }
        return end;
    }
}
