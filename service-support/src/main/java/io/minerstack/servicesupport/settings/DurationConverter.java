package io.minerstack.servicesupport.settings;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/**
 * Reads the times of all settings, those of libraries included. A plain number means seconds, where Spring Boot would
 * take it for milliseconds; {@link DurationUnit} at the property overrides that. Numbers may have a fraction, such as
 * {@code 0.5} or {@code 1.5s}. Also understood: {@code 500ms}, {@code 2 s}, {@code 10m}, {@code 1h}, {@code 7d} and ISO
 * 8601, such as {@code PT2M}.
 */
final class DurationConverter implements GenericConverter {

    private static final Pattern NUMBER = Pattern.compile("([+-]?[0-9]{1,18}(?:\\.[0-9]{1,9})?) ?([a-zµ]{0,2})");

    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ns", ChronoUnit.NANOS,
            "us", ChronoUnit.MICROS,
            "µs", ChronoUnit.MICROS,
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Set.of(
                new ConvertiblePair(String.class, Duration.class), new ConvertiblePair(Number.class, Duration.class));
    }

    @Override
    public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        String text = source == null ? "" : source.toString().strip();
        if (text.isEmpty()) {
            return null;
        }
        DurationUnit unit = targetType.getAnnotation(DurationUnit.class);
        return parse(text, unit == null ? ChronoUnit.SECONDS : unit.value());
    }

    private static Duration parse(String text, ChronoUnit plainUnit) {
        try {
            Matcher number = NUMBER.matcher(text.toLowerCase(Locale.ROOT));
            if (!number.matches()) {
                return Duration.parse(text);
            }
            ChronoUnit unit = number.group(2).isEmpty() ? plainUnit : UNITS.get(number.group(2));
            if (unit != null) {
                return times(new BigDecimal(number.group(1)), unit.getDuration());
            }
        } catch (DateTimeException | ArithmeticException unreadable) {
            // the message below says more
        }
        throw new IllegalArgumentException("\"" + text
                + "\" is not a time (expected: seconds, such as 5, or with a unit, such as 500ms, 2s, 10m)");
    }

    private static Duration times(BigDecimal factor, Duration unit) {
        BigDecimal seconds = BigDecimal.valueOf(unit.getSeconds()).add(BigDecimal.valueOf(unit.getNano(), 9));
        BigDecimal nanos = factor.multiply(seconds).movePointRight(9);
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValue());
    }
}
