package io.minerstack.agent.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds the numbers of a text and writes equal numbers equally: {@code 1,000.0} becomes {@code 1000}. A number has at
 * most 30 digits on each side of the point. The scanner reads each character a fixed number of times, because the texts
 * are other people's: a regular expression needs a number of steps that is the square of the length of {@code
 * 111,111,…,}.
 */
public final class NumberExtractor {

    /** Matches one number: an optional sign, thousands separators, decimals. Only for texts of limited length. */
    public static final String NUMBER = "[-+]?(?:\\d{1,3}(?:,\\d{3}){1,9}(?![\\d,])|\\d{1,30})(?:\\.\\d{1,30})?";

    private static final String JOINERS = "./:^";
    private static final int MAX_DIGITS = 30;
    private static final int GROUP = 3;

    private final String text;
    private final List<FoundNumber> found = new ArrayList<>();
    // the end of the last chain of groups that is no number: no number with groups starts within that chain
    private int brokenChainEnd;

    private NumberExtractor(String text) {
        this.text = text;
    }

    /** The numbers in their order in the text, with repeats, and in the forms that {@link NumberForms} writes. */
    public static List<String> extract(String text) {
        String plain = NumberForms.plain(NumberCharacters.plain(text), NumberContext.TEXT, false);
        return find(plain).stream().map(FoundNumber::value).toList();
    }

    /** Whether a value is a number, and not something else made of digits, such as {@code 1.2.3}. */
    public static boolean isNumber(String value) {
        int first = value.startsWith("-") ? 1 : 0;
        int points = 0;
        for (int i = first; i < value.length(); i++) {
            boolean point = value.charAt(i) == '.';
            points += point ? 1 : 0;
            if (!point && !NumberCharacters.isDigit(value, i)) {
                return false;
            }
        }
        boolean leadingZero = value.startsWith("0", first) && NumberCharacters.isDigit(value, first + 1);
        return points <= 1 && first < value.length() && !leadingZero;
    }

    /** The numbers with their places, in their order in the text. */
    public static List<FoundNumber> find(String text) {
        NumberExtractor extractor = new NumberExtractor(text);
        for (int at = 0; at < text.length(); ) {
            at = extractor.read(at);
        }
        return extractor.found;
    }

    /** Reads a number that begins at an index, and returns the index to go on from. */
    private int read(int at) {
        boolean signed = "+-".indexOf(text.charAt(at)) >= 0;
        int first = signed ? at + 1 : at;
        if (!isDigit(first) || !mayFollow(at)) {
            return at + 1;
        }
        int digits = digits(first);
        int end = first > brokenChainEnd - 1 && digits - first <= GROUP ? groups(digits) : digits;
        if (end < 0) {
            end = digits;
        }
        if (end - first > MAX_DIGITS && end == digits) {
            return digits;
        }
        int integerEnd = end;
        if (end < text.length() && text.charAt(end) == '.' && isDigit(end + 1)) {
            int decimals = digits(end + 1);
            end = decimals - end - 1 <= MAX_DIGITS ? decimals : end;
        }
        // "3-5" is a range, and "17 -23" is rarely 17 and minus 23: only a minus without an operand before it is a sign
        boolean negative = signed && text.charAt(at) == '-' && isSign(at);
        int tail = tail(end);
        boolean leadingZero = integerEnd == end && end - first > 1 && text.charAt(first) == '0';
        if (tail > end || leadingZero) {
            String written = text.substring(first, tail).toLowerCase(Locale.ROOT);
            found.add(new FoundNumber(negative ? "-" + written : written, at, tail));
            return tail;
        }
        found.add(new FoundNumber(canonical(negative, first, integerEnd, end), at, end));
        return end;
    }

    /** The end of the groups of three digits after the first digits; -1 if they are no thousands separators. */
    private int groups(int firstEnd) {
        int end = firstEnd;
        int count = 0;
        while (end < text.length() && text.charAt(end) == ',' && digits(end + 1, GROUP) == end + 1 + GROUP) {
            end += GROUP + 1;
            count++;
        }
        boolean broken = isDigit(end) || (end < text.length() && text.charAt(end) == ',');
        if (count > 0 && (broken || count >= MAX_DIGITS / GROUP)) {
            brokenChainEnd = end;
            return -1;
        }
        return end;
    }

    /**
     * The end of what makes digits something else than a number: {@code 1.2.3}, {@code 3:30}, {@code 5/12/2024}, {@code
     * 2^5}, {@code 3h30}. The same index if there is no such thing.
     */
    private int tail(int numberEnd) {
        int end = numberEnd;
        boolean goesOn = true;
        while (goesOn && end < text.length()) {
            int letters = end;
            while (NumberCharacters.isLetter(text, letters)) {
                letters += Character.charCount(text.codePointAt(letters));
            }
            int next = letters > end ? letters : JOINERS.indexOf(text.charAt(end)) >= 0 ? end + 1 : end;
            goesOn = next > end
                    && isDigit(next)
                    && (letters == end || UnitExtractor.at(text, end).isEmpty());
            end = goesOn ? digits(next) : end;
        }
        return end;
    }

    private String canonical(boolean negative, int first, int integerEnd, int end) {
        String integer = text.substring(first, integerEnd).replace(",", "");
        int zeros = 0;
        while (zeros < integer.length() - 1 && integer.charAt(zeros) == '0') {
            zeros++;
        }
        integer = integer.substring(zeros);
        int decimalsEnd = end;
        while (decimalsEnd > integerEnd && "0.".indexOf(text.charAt(decimalsEnd - 1)) >= 0) {
            decimalsEnd--;
        }
        String value = integer + text.substring(integerEnd, Math.max(integerEnd, decimalsEnd));
        return negative && !value.equals("0") ? "-" + value : value;
    }

    private int digits(int from) {
        return digits(from, text.length());
    }

    private int digits(int from, int max) {
        int end = from;
        while (end - from < max && isDigit(end)) {
            end++;
        }
        return end;
    }

    private boolean isDigit(int index) {
        return NumberCharacters.isDigit(text, index);
    }

    /** Whether a number may begin here: not within a word, a number or a version. */
    private boolean mayFollow(int at) {
        if (at == 0) {
            return true;
        }
        char before = text.charAt(at - 1);
        return before != '.' && !isDigit(at - 1) && !NumberCharacters.isLetterBefore(text, at);
    }

    private boolean isSign(int minus) {
        int before = minus - 1;
        while (before >= 0 && minus - before <= MAX_DIGITS && text.charAt(before) == ' ') {
            before--;
        }
        if (before < 0) {
            return true;
        }
        boolean adjacent = before == minus - 1;
        return adjacent
                ? "(=:,$€£".indexOf(text.charAt(before)) >= 0
                        || NumberCharacters.isUnspaced(text.codePointBefore(minus))
                : !Character.isDigit(text.charAt(before));
    }

    /**
     * A number in a text.
     *
     * @param value equal for equal numbers; what is no number, such as {@code 1.2.3} or {@code 007}, as it is written
     * @param start index of the first character, which may be a sign
     * @param end index after the last character
     */
    public record FoundNumber(String value, int start, int end) {}
}
