package io.minerstack.agent.text;

import io.minerstack.agent.text.NumeralReader.Numeral;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the numbers of a folded text in one form, which {@link NumberExtractor} and {@link UnitExtractor} read:
 * {@code 10 000}, {@code 1e4} and {@code 10 thousand} become {@code 10000}, {@code minus 5 °c} becomes {@code -5 °c},
 * {@code 3h30}, {@code 3 h 30 min} and {@code 3:30 h} become {@code 210 min}. What is not read stays as it is. Each
 * character is read a fixed number of times.
 */
public final class NumberForms {

    private static final Map<String, BigDecimal> MULTIPLIERS = multipliers();
    /** Of $5k and $5m. */
    private static final Map<String, BigDecimal> MONEY = Map.of(
            "k", BigDecimal.valueOf(1_000),
            "m", BigDecimal.valueOf(1_000_000),
            "mn", BigDecimal.valueOf(1_000_000),
            "b", BigDecimal.valueOf(1_000_000_000),
            "bn", BigDecimal.valueOf(1_000_000_000));

    private static final Set<String> MINUS_WORDS = Set.copyOf(WordFile.phrases(NumberForms.class, "minus-words.txt"));
    private static final List<String> BELOW_ZERO = WordFile.phrases(NumberForms.class, "below-zero.txt");
    private static final List<String> SEPARATORS = List.of(", ", " and ", " und ", " et ", " y ", " e ", " ", "");
    private static final int MAX_WORD = 20;
    private static final int MAX_MULTIPLIERS = 2;
    private static final int MAX_PARTS = 4;
    private static final int SIXTY = 60;

    private final String text;
    private final NumberContext context;
    private final NumeralReader numerals;
    private final StringBuilder plain;
    private final boolean belowZero;

    private NumberForms(String text, NumberContext context, boolean answer) {
        this.text = text;
        this.context = context;
        this.numerals = new NumeralReader(text, context, answer);
        this.plain = new StringBuilder(text.length() + 16);
        this.belowZero = BELOW_ZERO.stream().anyMatch(text::contains);
    }

    /**
     * The text with its numbers in one form.
     *
     * @param answer whether the text is an answer of its own, where {@code 10 000} is one number
     */
    public static String plain(String folded, NumberContext context, boolean answer) {
        return new NumberForms(folded, context, answer).plain();
    }

    private static Map<String, BigDecimal> multipliers() {
        Map<String, BigDecimal> multipliers = new HashMap<>();
        for (String line : WordFile.phrases(NumberForms.class, "multipliers.txt")) {
            int colon = line.indexOf(':');
            for (String word : line.substring(colon + 1).strip().split(" ", -1)) {
                multipliers.put(word, new BigDecimal(line.substring(0, colon)));
            }
        }
        return Map.copyOf(multipliers);
    }

    private String plain() {
        for (int at = 0; at < text.length(); ) {
            int end = NumberCharacters.isDigit(text, at) ? number(at) : minus(at);
            if (end < 0 && isMinusBeforeCurrency(at)) {
                plain.append(text.charAt(at + 1)).append('-');
                at += 2;
            } else if (end < 0) {
                plain.append(text.charAt(at));
                at++;
            } else {
                at = end;
            }
        }
        return plain.toString();
    }

    /** Writes a minus for a word such as "minus" before a number; the index behind the word, or -1. */
    private int minus(int at) {
        if (!Character.isLetter(text.charAt(at))
                || (NumberCharacters.isLetterBefore(text, at) && NumberCharacters.isLetter(text, at))) {
            return -1;
        }
        int end = wordEnd(at);
        int next = is(end, ' ') || is(end, '-') ? end + 1 : end;
        if (!NumberCharacters.isDigit(text, next) || !MINUS_WORDS.contains(text.substring(at, end)) || isOperand()) {
            return -1;
        }
        plain.append('-');
        return next;
    }

    /** Whether it is the minus of -$5. */
    private boolean isMinusBeforeCurrency(int at) {
        return text.charAt(at) == '-'
                && NumberCharacters.isCurrency(text, at + 1)
                && NumberCharacters.isDigit(text, at + 2)
                && (at == 0 || " (=:,".indexOf(text.charAt(at - 1)) >= 0)
                && !isOperand();
    }

    private boolean isOperand() {
        int last = plain.length() - 1;
        while (last >= 0 && plain.charAt(last) == ' ') {
            last--;
        }
        return last >= 0 && Character.isDigit(plain.charAt(last));
    }

    /** Writes the number at an index; the index behind it, or -1 if none begins there. */
    private int number(int at) {
        if (at > 0 && (text.charAt(at - 1) == '.' || NumberCharacters.isDigit(text, at - 1))) {
            return -1;
        }
        boolean inList = at > 1 && ",'".indexOf(text.charAt(at - 1)) >= 0 && NumberCharacters.isDigit(text, at - 2);
        if (inList || NumberCharacters.isLetterBefore(text, at)) {
            return -1;
        }
        Numeral numeral = numerals.read(at);
        if (numeral == null) {
            return -1;
        }
        int clock = clock(numeral);
        if (clock >= 0) {
            return clock;
        }
        BigDecimal value = numeral.value();
        if (value == null) {
            plain.append(numeral.written());
            return numeral.end();
        }
        int start = plain.length();
        int end = numeral.end();
        BigDecimal multiplied = value;
        for (int i = 0; i < MAX_MULTIPLIERS; i++) {
            int from = is(end, ' ') ? end + 1 : end;
            int multiplierEnd = multiplierEnd(from, from > end);
            if (multiplierEnd < 0) {
                break;
            }
            multiplied = multiplied.multiply(multiplier(from, multiplierEnd));
            end = multiplierEnd;
        }
        BigDecimal thousands = end < text.length() && NumberCharacters.isCurrency(plain, start - 1)
                ? MONEY.get(text.substring(end, wordEnd(end)))
                : null;
        if (thousands != null) {
            multiplied = multiplied.multiply(thousands);
            end = wordEnd(end);
        }
        plain.append(end == numeral.end() ? numeral.written() : Numeral.plain(multiplied));
        end = compound(multiplied, start, end);
        return belowZero(start, end);
    }

    private BigDecimal multiplier(int from, int end) {
        return MULTIPLIERS.getOrDefault(text.substring(from, end), BigDecimal.ONE);
    }

    /** The end of a word such as "thousand"; -1 if there is none. An ideograph such as 万 has no space before it. */
    private int multiplierEnd(int from, boolean spaced) {
        if (from >= text.length() || !Character.isLetter(text.charAt(from))) {
            return -1;
        }
        if (!spaced && NumberCharacters.isUnspaced(text.charAt(from))) {
            return MULTIPLIERS.containsKey(text.substring(from, from + 1)) ? from + 1 : -1;
        }
        int end = wordEnd(from);
        return spaced && MULTIPLIERS.containsKey(text.substring(from, end)) ? end : -1;
    }

    /** Writes 3h30 and 3:30 h as 210 min; the index behind it, or -1 if there is no such duration. */
    private int clock(Numeral hours) {
        int sign = hours.end();
        boolean letter = is(sign, 'h');
        int end = sign + 1 + 2;
        boolean twoDigits = NumberCharacters.isDigit(text, sign + 1)
                && NumberCharacters.isDigit(text, sign + 2)
                && !NumberCharacters.isDigit(text, end);
        if (!twoDigits || (!letter && !is(sign, ':')) || !context.durations() || isTimeBefore()) {
            return -1;
        }
        int minutes = Integer.parseInt(text.substring(sign + 1, end));
        if (hours.value() == null || hours.written().indexOf('.') >= 0 || minutes >= SIXTY) {
            return -1;
        }
        String unit = UnitExtractor.at(text, end);
        boolean duration = letter
                ? unit.equals("min") || (!NumberCharacters.isLetter(text, end) && !is(end, ':'))
                : unit.equals("h") || unit.equals("min");
        if (!duration) {
            return -1;
        }
        BigDecimal sum = hours.value().multiply(BigDecimal.valueOf(SIXTY)).add(BigDecimal.valueOf(minutes));
        plain.append(Numeral.plain(sum)).append(!letter && unit.equals("min") ? " s" : " min");
        return unit.isEmpty() ? end : UnitExtractor.end(text, end);
    }

    private boolean isTimeBefore() {
        String before = plain.substring(Math.max(0, plain.length() - 6));
        return before.endsWith("at ") || before.endsWith("um ") || before.endsWith("à ") || before.endsWith("las ");
    }

    /** Joins 3 h 30 min and 5 ft 3 in to one quantity in the smallest unit, if there are several; the index behind. */
    private int compound(BigDecimal first, int start, int end) {
        String unit = UnitExtractor.at(text, end);
        BigDecimal value = first;
        int last = end;
        int parts = 1;
        while (!unit.isEmpty() && parts <= MAX_PARTS) {
            int behind = UnitExtractor.end(text, last);
            Part next = part(behind, unit);
            if (next == null) {
                break;
            }
            value = Quantity.convert(value, unit, next.unit()).add(next.value());
            unit = next.unit();
            last = next.end();
            parts++;
        }
        if (parts == 1) {
            return end;
        }
        plain.setLength(start);
        plain.append(Numeral.plain(value)).append(' ').append(unit.toLowerCase(Locale.ROOT));
        return UnitExtractor.end(text, last);
    }

    /**
     * A part of a quantity.
     *
     * @param end the index behind the number and before the unit
     */
    private record Part(BigDecimal value, String unit, int end) {}

    /** The next part: less than one of the unit before it. */
    private @Nullable Part part(int at, String larger) {
        for (String separator : SEPARATORS) {
            int from = at + separator.length();
            if (text.startsWith(separator, at) && NumberCharacters.isDigit(text, from)) {
                Numeral numeral = numerals.read(from);
                String unit = numeral == null ? "" : UnitExtractor.at(text, numeral.end());
                return numeral != null && numeral.value() != null && Quantity.isLess(numeral.value(), unit, larger)
                        ? new Part(numeral.value(), unit, numeral.end())
                        : null;
            }
        }
        return null;
    }

    /** Writes a minus before a quantity that is "below zero"; the index behind these words. */
    private int belowZero(int start, int end) {
        if (!belowZero) {
            return end;
        }
        int behind = UnitExtractor.end(text, end);
        if (!is(behind, ' ') || (start > 0 && plain.charAt(start - 1) == '-')) {
            return end;
        }
        for (String phrase : BELOW_ZERO) {
            int phraseEnd = behind + 1 + phrase.length();
            if (text.startsWith(phrase, behind + 1) && !NumberCharacters.isLetter(text, phraseEnd)) {
                plain.insert(start, '-').append(text, end, behind);
                return phraseEnd;
            }
        }
        return end;
    }

    private int wordEnd(int from) {
        int end = from;
        while (end - from <= MAX_WORD && end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private boolean is(int at, char c) {
        return at < text.length() && text.charAt(at) == c;
    }
}
