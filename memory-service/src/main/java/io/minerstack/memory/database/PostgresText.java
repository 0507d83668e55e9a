package io.minerstack.memory.database;

import io.minerstack.servicesupport.text.CodePoints;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prepares texts for PostgreSQL's text columns. U+0000 and unpaired surrogates, which JSON may contain and the columns
 * cannot store, become U+FFFD. They are replaced and not refused, because a refused turn would be lost.
 */
public final class PostgresText {

    private static final String ELLIPSIS = "…";

    private PostgresText() {}

    /** The text with each U+0000 and unpaired surrogate replaced. */
    public static String sanitize(String text) {
        return CodePoints.writable(text);
    }

    /** Sanitizes every string of a JSON value, field names included. */
    public static @Nullable Object sanitizeJson(@Nullable Object json) {
        return switch (json) {
            case null -> null;
            case String text -> sanitize(text);
            case List<?> items -> items.stream().map(PostgresText::sanitizeJson).toList();
            case Map<?, ?> fields -> {
                Map<String, @Nullable Object> sanitized = new TreeMap<>();
                fields.forEach((name, value) -> sanitized.put(sanitize(String.valueOf(name)), sanitizeJson(value)));
                yield sanitized;
            }
            default -> json;
        };
    }

    /** At most {@code max} code points; a truncated text ends with an ellipsis. */
    public static String truncate(String text, int max) {
        return CodePoints.cut(text, max, ELLIPSIS);
    }
}
