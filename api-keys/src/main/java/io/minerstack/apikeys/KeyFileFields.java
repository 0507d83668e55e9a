package io.minerstack.apikeys;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of one object of a key file. Remembers which fields were read, so that the others can be refused. Its
 * messages quote no values: somebody may have put a key where its digest belongs.
 */
final class KeyFileFields {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int LONGEST_TEXT = 100;
    private static final Pattern FIELD = Pattern.compile("[A-Za-z_]{1,30}");

    private final JsonNode object;
    private final Set<String> taken = new HashSet<>();
    private String place;

    KeyFileFields(JsonNode node, String place) throws KeyFileException {
        if (!node.isObject()) {
            throw new KeyFileException(place + ": expected an object");
        }
        this.object = node;
        this.place = place;
    }

    /** Names the object in the messages that follow. */
    void nameAfter(String id) {
        place = id;
    }

    /** The value of a field; null if the field is missing or null. */
    @Nullable
    JsonNode take(String field) {
        taken.add(field);
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value;
    }

    String text(String field, Function<String, @Nullable String> flaw) throws KeyFileException {
        String value = text(field, take(field));
        String wrong = flaw.apply(value);
        if (wrong != null) {
            throw invalid(field, wrong);
        }
        return value;
    }

    private String text(String field, @Nullable JsonNode value) throws KeyFileException {
        if (value == null || !value.isString() || value.stringValue().length() > LONGEST_TEXT) {
            throw invalid(field, "expected text");
        }
        return value.stringValue();
    }

    long number(String field) throws KeyFileException {
        JsonNode value = take(field);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw invalid(field, "expected a whole number");
        }
        return value.longValue();
    }

    @Nullable
    Long optionalCount(String field) throws KeyFileException {
        if (take(field) == null) {
            return null;
        }
        long count = number(field);
        if (count < 1) {
            throw invalid(field, "expected a number above zero");
        }
        return count;
    }

    @Nullable
    BigDecimal optionalMoney(String field) throws KeyFileException {
        JsonNode value = take(field);
        if (value == null) {
            return null;
        }
        String text = text(field, value);
        if (!KeyBudget.isMoney(text)) {
            throw invalid(field, "expected text such as \"5.00\", above zero");
        }
        return new BigDecimal(text);
    }

    Instant time(String field) throws KeyFileException {
        Instant time = optionalTime(field);
        if (time == null) {
            throw invalid(field, "is missing");
        }
        return time;
    }

    @Nullable
    Instant optionalTime(String field) throws KeyFileException {
        JsonNode value = take(field);
        if (value == null) {
            return null;
        }
        try {
            Instant time = Instant.parse(text(field, value));
            if (time.isAfter(EARLIEST) && time.isBefore(LATEST)) {
                return time;
            }
            throw invalid(field, "expected a time of this millennium");
        } catch (DateTimeException malformed) {
            throw invalid(field, "expected a time such as 2030-01-31T12:00:00Z");
        }
    }

    Map<String, String> limits() throws KeyFileException {
        KeyFileFields fields = object("limits");
        Map<String, String> limits = new TreeMap<>();
        if (fields == null) {
            return limits;
        }
        for (Map.Entry<String, JsonNode> limit : fields.object.properties()) {
            limits.put(limit.getKey(), fields.text("a limit", limit.getValue()));
        }
        String flaw = KeyRules.flawOfLimits(limits);
        if (flaw != null) {
            throw invalid("limits", flaw);
        }
        return limits;
    }

    /** An object within this one, or null if there is none. */
    @Nullable
    KeyFileFields object(String field) throws KeyFileException {
        JsonNode value = take(field);
        return value == null ? null : new KeyFileFields(value, place + ", " + field);
    }

    /** Fails if there is a field that was not read. */
    void refuseOthers() throws KeyFileException {
        for (String field : object.propertyNames()) {
            if (!taken.contains(field)) {
                throw new KeyFileException(
                        place + ": unknown field" + (FIELD.matcher(field).matches() ? " " + field : ""));
            }
        }
    }

    KeyFileException invalid(String field, String problem) {
        return new KeyFileException(place + ", " + field + ": " + problem);
    }
}
