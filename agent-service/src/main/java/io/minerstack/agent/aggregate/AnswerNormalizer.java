package io.minerstack.agent.aggregate;

import io.minerstack.agent.aggregate.DiscreteAnswer.Kind;
import io.minerstack.agent.text.Folding;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts an answer's value into one form: {@code $1,000.00}, {@code (b)}, {@code Yes.}, {@code March 5, 2024}, {@code The Nile}. */
final class AnswerNormalizer {

    private static final int MOST_WORDS = 4;
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final String MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";

    private static final Pattern ISO_DATE = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})");
    private static final Pattern MONTH_FIRST = Pattern.compile(MONTH + " (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})");
    private static final Pattern DAY_FIRST =
            Pattern.compile("(\\d{1,2})(?:st|nd|rd|th)? (?:of )?" + MONTH + ",? (\\d{4})");
    private static final Pattern LETTER =
            Pattern.compile("(?:option |choice |answer )?\\(?([a-h])\\)?[).:]?|\\(?([a-h])[).:] .+");
    private static final Pattern BOOLEAN =
            Pattern.compile("(yes|no|true|false|correct|incorrect)(?:[,.;:!].*)?", Pattern.DOTALL);
    private static final Map<String, String> TRUTH =
            Map.of("yes", "yes", "true", "yes", "correct", "yes", "no", "no", "false", "no", "incorrect", "no");
    private static final Pattern UNIT_AFTER = Pattern.compile(
            "\\d\\s?(%|percent|km/h|mph|kilometers?|kilometres?|km|miles?|meters?|metres?|cm|mm|m|kilograms?|kg|grams?|g|"
                    + "pounds?|lbs?|hours?|h|minutes?|min|seconds?|s|days?|weeks?|months?|years?|°c|°f|dollars?|usd|euros?|eur)"
                    + "(?![\\p{L}])");
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("percent", "%"),
            Map.entry("kilometer", "km"),
            Map.entry("kilometre", "km"),
            Map.entry("meter", "m"),
            Map.entry("metre", "m"),
            Map.entry("kilogram", "kg"),
            Map.entry("gram", "g"),
            Map.entry("lb", "pound"),
            Map.entry("hour", "h"),
            Map.entry("minute", "min"),
            Map.entry("second", "s"),
            Map.entry("dollar", "$"),
            Map.entry("usd", "$"),
            Map.entry("euro", "€"),
            Map.entry("eur", "€"));
    private static final Pattern EDGES = Pattern.compile("^[\\s\"'*_`(\\[]+|[\\s\"'*_`)\\].!?,;:]+$");
    private static final Pattern LEAD_IN =
            Pattern.compile("^(?:it is|it's|its|that is|that's|this is|they are|the|an?) ");

    private AnswerNormalizer() {}

    /** The value as a choice; null where it is too long or too vague to be one. */
    static @Nullable DiscreteAnswer of(String value) {
        String folded = Folding.fold(value.replace("\\$", "$").replaceAll("[*_`]", ""));
        Matcher letter = LETTER.matcher(folded);
        if (letter.matches()) {
            String key = letter.group(1) == null ? letter.group(2) : letter.group(1);
            return new DiscreteAnswer(Kind.LETTER, key, key.toUpperCase(java.util.Locale.ROOT));
        }
        Matcher truth = BOOLEAN.matcher(folded);
        if (truth.matches()) {
            String key = TRUTH.getOrDefault(truth.group(1), truth.group(1));
            return new DiscreteAnswer(Kind.BOOLEAN, key, key);
        }
        LocalDate date = date(folded);
        if (date != null) {
            return new DiscreteAnswer(Kind.DATE, date.toString(), date.toString());
        }
        List<String> numbers = Numbers.in(folded);
        if (numbers.stream().distinct().count() == 1) {
            return number(folded, numbers.getFirst());
        }
        return words(value, folded);
    }

    private static DiscreteAnswer number(String folded, String number) {
        String unit = unit(folded);
        String shown = unit.equals("$") || unit.equals("€") || unit.equals("£")
                ? unit + number
                : unit.isEmpty() || unit.equals("%") ? number + unit : number + " " + unit;
        return new DiscreteAnswer(Kind.NUMBER, number + unit, shown);
    }

    private static String unit(String folded) {
        for (String currency : List.of("$", "€", "£")) {
            if (folded.contains(currency)) {
                return currency;
            }
        }
        Matcher matcher = UNIT_AFTER.matcher(folded);
        if (!matcher.find()) {
            return "";
        }
        String unit = matcher.group(1);
        String single = unit.length() > 2 && unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
        return UNITS.getOrDefault(single, single);
    }

    private static @Nullable LocalDate date(String folded) {
        Matcher iso = ISO_DATE.matcher(folded);
        Matcher monthFirst = MONTH_FIRST.matcher(folded);
        Matcher dayFirst = DAY_FIRST.matcher(folded);
        try {
            if (iso.find()) {
                return LocalDate.parse(iso.group());
            }
            if (dayFirst.find()) {
                return date(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1));
            }
            return monthFirst.find() ? date(monthFirst.group(3), monthFirst.group(1), monthFirst.group(2)) : null;
        } catch (DateTimeException impossible) {
            return null;
        }
    }

    private static LocalDate date(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), MONTHS.indexOf(month) + 1, Integer.parseInt(day));
    }

    private static @Nullable DiscreteAnswer words(String value, String folded) {
        String bare = EDGES.matcher(folded).replaceAll("");
        String key = LEAD_IN.matcher(bare).replaceFirst("");
        int words = Folding.words(key).size();
        return words == 0 || words > MOST_WORDS
                ? null
                : new DiscreteAnswer(
                        Kind.WORDS, key, EDGES.matcher(value.strip()).replaceAll(""));
    }
}
