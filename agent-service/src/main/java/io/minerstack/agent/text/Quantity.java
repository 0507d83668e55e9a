package io.minerstack.agent.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Equal keys for equal quantities: {@code 90 min} and {@code 1.5 h} have {@code 5400 s}. */
public final class Quantity {

    private static final Pattern HALF = Pattern.compile("(?<![a-z])half an? (?=" + UnitExtractor.UNIT + ")");

    /** The units that are an exact multiple of another one. */
    private static final Map<String, Factor> FACTORS = Stream.of(
                    units("s", "s 1 min 60 h 3600 day 86400 week 604800"),
                    units("month", "month 1 year 12"),
                    units("m", "mm 0.001 cm 0.01 m 1 km 1000 inch 0.0254 ft 0.3048 yd 0.9144 mile 1609.344"),
                    units("m²", "cm² 0.0001 m² 1 ha 10000 km² 1000000"),
                    units("l", "ml 0.001 cm³ 0.001 cl 0.01 l 1 m³ 1000"),
                    units("g", "mg 0.001 g 1 kg 1000 tonne 1000000 oz 28.349523125 pound 453.59237"),
                    units("m/h", "km/h 1000 mph 1609.344 m/s 3600"),
                    units("KB", "KB 1 MB 1000 GB 1000000 TB 1000000000"))
            .flatMap(units -> units.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Quantity() {}

    /**
     * How much of another unit a unit is.
     *
     * @param base the other unit
     */
    private record Factor(BigDecimal value, String base) {}

    private static Map<String, Factor> units(String base, String unitsAndFactors) {
        String[] words = unitsAndFactors.split(" ", -1);
        return Stream.iterate(0, i -> i + 2)
                .limit(words.length / 2)
                .collect(Collectors.toMap(i -> words[i], i -> new Factor(new BigDecimal(words[i + 1]), base)));
    }

    /**
     * The key of a quantity.
     *
     * @param number as {@link NumberExtractor} writes it; what is no number, such as {@code 1/3}, is not converted
     * @param unit as {@link UnitExtractor} writes it; empty for none
     */
    public static String key(String number, String unit) {
        Factor factor = FACTORS.get(unit);
        return factor == null || !NumberExtractor.isNumber(number)
                ? number + unit
                : new BigDecimal(number)
                                .multiply(factor.value())
                                .stripTrailingZeros()
                                .toPlainString()
                        + factor.base();
    }

    /** Whether an amount of a unit is less than one of another unit of the same kind, and the unit is smaller. */
    static boolean isLess(BigDecimal amount, String unit, String larger) {
        Factor one = FACTORS.get(unit);
        Factor other = FACTORS.get(larger);
        return one != null
                && other != null
                && one.base().equals(other.base())
                && one.value().compareTo(other.value()) < 0
                && amount.multiply(one.value()).compareTo(other.value()) < 0;
    }

    /** An amount of a unit in a smaller unit of the same kind. */
    static BigDecimal convert(BigDecimal amount, String unit, String smaller) {
        BigDecimal from = Objects.requireNonNull(FACTORS.get(unit)).value();
        BigDecimal to = Objects.requireNonNull(FACTORS.get(smaller)).value();
        return amount.multiply(from).divide(to, MathContext.DECIMAL128);
    }

    /** The folded text with {@code 0.5 hour} for {@code half an hour}. */
    public static String withHalves(String folded) {
        return HALF.matcher(folded).replaceAll("0.5 ");
    }
}
