package io.minerstack.gateway.edge;

import io.micrometer.core.instrument.Counter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One counter for each constant of an enum. All are registered at the start, so that a rate of zero differs from no
 * data.
 *
 * @param <E> the enum
 */
public final class EnumCounters<E extends Enum<E>> {

    private final Map<E, Counter> counters;

    /** Registers a counter for each constant of {@code type}. */
    public EnumCounters(Class<E> type, Function<E, Counter> registration) {
        this.counters = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(
                        Function.identity(), registration, (first, second) -> first, () -> new EnumMap<>(type)));
    }

    public void increment(E constant) {
        Objects.requireNonNull(counters.get(constant)).increment();
    }
}
