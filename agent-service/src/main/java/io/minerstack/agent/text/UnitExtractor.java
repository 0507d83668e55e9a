package io.minerstack.agent.text;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the unit of a number in a folded text: {@code 42 kilometers} has {@code km}, {@code 5 dollars} has {@code $}.
 */
public final class UnitExtractor {

    private static final List<String> CURRENCY_SIGNS = List.of("$", "€", "£");
    private static final Pattern AFTER_NUMBER = Pattern.compile("\\d\\s?("
            + "%|percent|km/h|mph|kilometers?|kilometres?|km|miles?|meters?|metres?|cm|mm|m|kilograms?|kg|grams?|g"
            + "|pounds?|lbs?|hours?|h|minutes?|min|seconds?|s|days?|weeks?|months?|years?|°c|°f"
            + "|dollars?|usd|euros?|eur)(?![\\p{L}])");
    private static final Map<String, String> SHORT_FORMS = Map.ofEntries(
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

    private UnitExtractor() {}

    /**
     * A currency sign anywhere in the text, else the unit after the first number that has one; empty if there is none.
     */
    public static String extract(String folded) {
        for (String sign : CURRENCY_SIGNS) {
            if (folded.contains(sign)) {
                return sign;
            }
        }
        Matcher matcher = AFTER_NUMBER.matcher(folded);
        if (!matcher.find()) {
            return "";
        }
        String unit = matcher.group(1);
        String singular = unit.length() > 2 && unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
        return SHORT_FORMS.getOrDefault(singular, singular);
    }
}
