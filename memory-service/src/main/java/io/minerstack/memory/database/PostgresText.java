package io.minerstack.memory.database;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Text as PostgreSQL can hold it. U+0000 and lone surrogates, which JSON can carry and UTF-8 text columns can't, become
 * U+FFFD: refusing the whole turn for one of them would lose an answer that was given.
 */
public final class PostgresText {

    private static final char REPLACEMENT = '\uFFFD';

    private PostgresText() {}

    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == 0 || Character.isSurrogate(unit)) {
                return replaced(text);
            }
        }
        return text;
    }

    public static @Nullable String ofNullable(@Nullable String text) {
        return text == null ? null : of(text);
    }

    /** The same for every string within a JSON value. */
    public static @Nullable Object within(@Nullable Object json) {
        return switch (json) {
            case null -> null;
            case String text -> of(text);
            case List<?> items -> items.stream().map(PostgresText::within).toList();
            case Map<?, ?> fields -> {
                Map<String, @Nullable Object> clean = new TreeMap<>();
                fields.forEach((name, value) -> clean.put(of(String.valueOf(name)), within(value)));
                yield clean;
            }
            default -> json;
        };
    }

    /** At most {@code max} characters; what was longer ends with an ellipsis. */
    public static String cut(String text, int max) {
        return text.codePointCount(0, text.length()) <= max
                ? text
                : text.substring(0, text.offsetByCodePoints(0, max - 1)) + '…';
    }

    private static String replaced(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
