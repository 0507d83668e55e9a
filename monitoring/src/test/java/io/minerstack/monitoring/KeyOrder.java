package io.minerstack.monitoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives every object of a JSON value a fixed order of its keys: objects that have no order of their own are sorted. */
final class KeyOrder {

    private KeyOrder() {}

    @Nullable
    static Object of(@Nullable Object value) {
        return switch (value) {
            case LinkedHashMap<?, ?> ordered -> copy(ordered, new LinkedHashMap<>());
            case Map<?, ?> unordered -> copy(unordered, new TreeMap<>());
            case List<?> list -> list.stream().map(KeyOrder::of).toList();
            case null, default -> value;
        };
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> from, Map<String, @Nullable Object> to) {
        from.forEach((key, value) -> to.put(key.toString(), of(value)));
        return to;
    }
}
