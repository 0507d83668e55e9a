package io.minerstack.agent.aggregate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The proof of an aggregation, in {@code metadata.agreement}: enough to count again.
 *
 * @param method how the result was found
 * @param kind {@code discrete} or {@code text}
 * @param n outputs given
 * @param valid outputs that could take part
 * @param votes the sides, most frequent first
 * @param margin lead of the first over the second, as a share of the valid outputs, 0–1
 * @param entropy how split the vote is: 0 where all agree, 1 where all sides are equal
 * @param disputes statements that outputs make differently
 * @param wordedBy {@code model} or {@code code}
 */
@JsonNaming(SnakeCaseStrategy.class)
record Agreement(
        Method method,
        String kind,
        int n,
        int valid,
        List<Vote> votes,
        double margin,
        double entropy,
        List<List<Vote>> disputes,
        String wordedBy) {

    /** How a result was found. */
    enum Method {
        UNANIMOUS,
        MAJORITY,
        PLURALITY,
        TIE,
        SINGLE;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
