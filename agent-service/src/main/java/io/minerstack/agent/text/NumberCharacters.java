package io.minerstack.agent.text;

import java.text.Normalizer;
import java.util.Set;

/**
 * Writes the characters of numbers that NFKC would change to another number: {@code 10³} becomes {@code 10^3} and not
 * 103, {@code 1½} becomes {@code 1 1/2} and not 11/2. Writes {@code 5M}, whose case folding loses, as 5 million, and
 * the digits of all scripts as ASCII. Removes the spaces, but the plain one, between groups of digits.
 */
public final class NumberCharacters {

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final char SUPERSCRIPT_MINUS = '⁻';
    private static final char FRACTION_SLASH = '⁄';
    /** No-break, figure, punctuation, thin and narrow no-break space. */
    private static final String GROUP_SPACES = "\u00a0\u2007\u2008\u2009\u202f";

    private static final String CURRENCIES = "$€£";

    private static final int GROUP = 3;
    private static final int DECIMAL = 10;
    private static final Set<Character.UnicodeScript> UNSPACED = Set.of(
            Character.UnicodeScript.HAN,
            Character.UnicodeScript.HIRAGANA,
            Character.UnicodeScript.KATAKANA,
            Character.UnicodeScript.HANGUL,
            Character.UnicodeScript.THAI,
            Character.UnicodeScript.LAO,
            Character.UnicodeScript.KHMER,
            Character.UnicodeScript.MYANMAR);

    private NumberCharacters() {}

    public static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length() + 16);
        boolean exponent = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digitBefore = isDigit(text, i - 1);
            int power = c == SUPERSCRIPT_MINUS ? c : SUPERSCRIPTS.indexOf(c);
            boolean startsExponent = power >= 0 && digitBefore;
            exponent = startsExponent || (exponent && power >= 0);
            if (exponent) {
                plain.append(startsExponent ? "^" : "").append(c == SUPERSCRIPT_MINUS ? "-" : String.valueOf(power));
            } else if (isFraction(c)) {
                plain.append(digitBefore ? " " : "")
                        .append(Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC)
                                .replace(FRACTION_SLASH, '/'));
            } else if (c == 'M' && digitBefore && !isLetter(text, i + 1) && !isDigit(text, i + 1)) {
                plain.append(" million");
            } else if (c > '9' && Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
                plain.append(Character.digit(c, DECIMAL));
            } else if (GROUP_SPACES.indexOf(c) < 0 || !digitBefore || !isGroup(text, i + 1)) {
                plain.append(c == FRACTION_SLASH ? '/' : c);
            }
        }
        return plain.toString();
    }

    /** One of the fractions with a numerator and a denominator. */
    private static boolean isFraction(char c) {
        return (c >= '¼' && c <= '¾') || (c >= '⅐' && c <= '⅞') || c == '↉';
    }

    /** Whether exactly three digits begin at an index. */
    static boolean isGroup(String text, int at) {
        for (int i = 0; i < GROUP; i++) {
            if (!isDigit(text, at + i)) {
                return false;
            }
        }
        return !isDigit(text, at + GROUP);
    }

    static boolean isDigit(String text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    /** Whether the sign of a currency is there. */
    static boolean isCurrency(CharSequence text, int at) {
        return at >= 0 && at < text.length() && CURRENCIES.indexOf(text.charAt(at)) >= 0;
    }

    /** Whether the letter before an index belongs to the same word: not in a script without spaces. */
    static boolean isLetterBefore(String text, int at) {
        return at > 0 && isWordLetter(text.codePointBefore(at));
    }

    static boolean isLetter(String text, int at) {
        return at < text.length() && isWordLetter(text.codePointAt(at));
    }

    static boolean isUnspaced(int point) {
        return point > 0x0e00 && UNSPACED.contains(Character.UnicodeScript.of(point));
    }

    private static boolean isWordLetter(int point) {
        return Character.isLetter(point) && !isUnspaced(point);
    }
}
