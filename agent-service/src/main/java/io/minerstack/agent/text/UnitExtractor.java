package io.minerstack.agent.text;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the unit of a number in a folded text: {@code 42 kilometers} has {@code km}, {@code 5 dollars} has {@code $}.
 */
public final class UnitExtractor {

    private static final List<String> CURRENCY_SIGNS = List.of("$", "€", "£");

    /** The names of each unit behind its short form. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("%", "% percent per-cent"),
            Map.entry("km/h", "km/h kmh kph kilometers-per-hour kilometres-per-hour"),
            Map.entry("mph", "mph miles-per-hour"),
            Map.entry("m/s", "m/s meters-per-second metres-per-second"),
            Map.entry("mm", "mm millimeter millimetre"),
            Map.entry("cm", "cm centimeter centimetre"),
            Map.entry("m", "m meter metre"),
            Map.entry("km", "km kilometer kilometre"),
            Map.entry("inch", "inch inches"),
            Map.entry("ft", "ft foot feet"),
            Map.entry("yd", "yd yard"),
            Map.entry("mile", "mile mi"),
            Map.entry("cm²", "cm² cm2 square-centimeter square-centimetre"),
            Map.entry("m²", "m² m2 sqm square-meter square-metre"),
            Map.entry("km²", "km² km2 square-kilometer square-kilometre"),
            Map.entry("ha", "hectare"),
            Map.entry("cm³", "cm³ cm3 cubic-centimeter cubic-centimetre"),
            Map.entry("m³", "m³ m3 cubic-meter cubic-metre"),
            Map.entry("ml", "ml milliliter millilitre"),
            Map.entry("cl", "cl centiliter centilitre"),
            Map.entry("l", "l liter litre"),
            Map.entry("mg", "mg milligram"),
            Map.entry("g", "g gram"),
            Map.entry("kg", "kg kilogram kilo"),
            Map.entry("tonne", "tonne t"),
            Map.entry("oz", "oz ounce"),
            Map.entry("pound", "pound lb"),
            Map.entry("s", "s sec second sekunde sekunden seconde segundo secondo"),
            Map.entry("min", "min minute minuten minuto minuti"),
            Map.entry("h", "h hr hour stunde stunden heure hora"),
            Map.entry("day", "day tag tage jour día giorno giorni"),
            Map.entry("week", "week woche wochen semaine semana"),
            Map.entry("month", "month"),
            Map.entry("year", "year"),
            Map.entry("KB", "kb kilobyte"),
            Map.entry("MB", "mb megabyte"),
            Map.entry("GB", "gb gigabyte"),
            Map.entry("TB", "tb terabyte"),
            Map.entry("V", "v volt"),
            Map.entry("W", "w watt"),
            Map.entry("kW", "kw kilowatt"),
            Map.entry("kWh", "kwh kilowatt-hour"),
            Map.entry("A", "ampere amp"),
            Map.entry("Hz", "hz hertz"),
            // 5π is not 5; K may be kelvins or thousands
            Map.entry("π", "π pi"),
            Map.entry("K", "k kelvin"),
            // their value depends on the language
            Map.entry("billion", "billion bn"),
            Map.entry("trillion", "trillion"),
            Map.entry("mil", "mil"),
            Map.entry("°C", "°c degrees-celsius"),
            Map.entry("°F", "°f degrees-fahrenheit"),
            Map.entry("$", "dollar usd"),
            Map.entry("€", "euro eur"));

    private static final Map<String, String> SHORT_FORMS = shortForms();

    /** "in" is a unit at the end of a clause only. */
    private static final String INCH = "in";

    private static final String END = "(?=\\s{0,3}(?:$|[.,;:!?)\\]]))";

    private static final String NO_REST = "(?![\\p{L}\\d²³/])";

    /** One of the names, the longest first, and behind it neither the rest of a word nor of a compound unit. */
    static final String UNIT = "(" + alternatives() + "|" + INCH + END + ")" + NO_REST;

    private static final Pattern AFTER_NUMBER = Pattern.compile("\\d\\s?" + UNIT);
    private static final String WHITESPACE = " \t\n\f\r";

    /** The units by their first character: there are many numbers without a unit. */
    private static final Map<Character, Pattern> BY_FIRST_CHARACTER = byFirstCharacter();

    private UnitExtractor() {}

    private static Map<String, String> shortForms() {
        Map<String, String> forms = new HashMap<>();
        NAMES.forEach((unit, names) -> {
            for (String name : names.split(" ", -1)) {
                String words = name.replace('-', ' ');
                forms.put(words, unit);
                if (words.length() > 1 && Character.isLetter(words.charAt(words.length() - 1))) {
                    forms.putIfAbsent(words + "s", unit);
                }
            }
        });
        return Map.copyOf(forms);
    }

    private static String alternatives() {
        return alternatives(SHORT_FORMS.keySet());
    }

    private static String alternatives(Collection<String> names) {
        return names.stream()
                .sorted((one, other) -> other.length() == one.length()
                        ? one.compareTo(other)
                        : Integer.compare(other.length(), one.length()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }

    private static Map<Character, Pattern> byFirstCharacter() {
        return SHORT_FORMS.keySet().stream().collect(Collectors.groupingBy(name -> name.charAt(0))).entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, units -> unit(units.getValue())));
    }

    private static Pattern unit(List<String> names) {
        boolean inch = names.getFirst().charAt(0) == INCH.charAt(0);
        return Pattern.compile("(" + alternatives(names) + (inch ? "|" + INCH + END : "") + ")" + NO_REST);
    }

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
        return matcher.find() ? unit(matcher.group(1)) : "";
    }

    /** The unit at an index of a folded text, behind a number; empty if there is none. */
    public static String at(String folded, int index) {
        Matcher matcher = matcher(folded, index);
        return matcher != null && matcher.lookingAt() ? unit(matcher.group(1)) : "";
    }

    /** The index behind the unit at an index, behind a number; the index itself if there is none. */
    static int end(String folded, int index) {
        Matcher matcher = matcher(folded, index);
        return matcher != null && matcher.lookingAt() ? matcher.end() : index;
    }

    private static @Nullable Matcher matcher(String folded, int index) {
        boolean space = index < folded.length() && WHITESPACE.indexOf(folded.charAt(index)) >= 0;
        int first = space ? index + 1 : index;
        Pattern units = first < folded.length() ? BY_FIRST_CHARACTER.get(folded.charAt(first)) : null;
        return units == null ? null : units.matcher(folded).region(first, folded.length());
    }

    private static String unit(String name) {
        return name.equals(INCH) ? "inch" : SHORT_FORMS.getOrDefault(name, "");
    }

    /** A number with its unit as people read it. */
    public static String display(String number, String unit) {
        return switch (unit) {
            case "$", "€", "£" -> unit + number;
            case "", "%" -> number + unit;
            case "billion", "trillion", "mil" -> number + " " + unit;
            case "day", "week", "month", "year", "mile", "tonne", "pound" ->
                number + " " + unit + (number.equals("1") ? "" : "s");
            case "inch" -> number + " " + (number.equals("1") ? unit : "inches");
            default -> number + " " + unit;
        };
    }
}
