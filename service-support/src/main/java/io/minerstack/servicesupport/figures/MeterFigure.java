package io.minerstack.servicesupport.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One meter at one moment.
 *
 * @param name as in the code, such as {@code http.server.requests}
 * @param tags those of the names that are shown
 * @param value of a counter or gauge; null for the others
 * @param count of events of a timer or summary; null for the others
 * @param total of those events: seconds of a timer; null for the others
 * @param buckets of a timer with a histogram: seconds, and how many events took at most that long; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeterFigure(
        String name,
        Map<String, String> tags,
        @Nullable Double value,
        @Nullable Long count,
        @Nullable Double total,
        @Nullable List<List<Double>> buckets) {

    /** A new tag of a meter, which could name a tenant or a conversation, is not shown by accident. */
    private static final Set<String> SHOWN_TAGS = Set.of(
            "component",
            "gen_ai.token.type",
            "name",
            "outcome",
            "provider",
            "reason",
            "state",
            "status",
            "type",
            "uri");

    /** Null for a meter without a value now, and for kinds of meters that no service of the stack has. */
    static @Nullable MeterFigure of(Meter meter) {
        return switch (meter) {
            case Timer timer -> {
                List<List<Double>> buckets = Arrays.stream(timer.takeSnapshot().histogramCounts())
                        .map(MeterFigure::bucket)
                        .toList();
                yield new MeterFigure(
                        timer.getId().getName(),
                        tags(timer),
                        null,
                        timer.count(),
                        timer.totalTime(TimeUnit.SECONDS),
                        buckets.isEmpty() ? null : buckets);
            }
            case DistributionSummary summary ->
                new MeterFigure(
                        summary.getId().getName(), tags(summary), null, summary.count(), summary.totalAmount(), null);
            case Counter counter -> ofValue(counter, counter.count());
            case Gauge gauge -> ofValue(gauge, gauge.value());
            default -> null;
        };
    }

    private static @Nullable MeterFigure ofValue(Meter meter, double value) {
        // JSON has no NaN, which is the value of a gauge whose object is gone
        return Double.isFinite(value)
                ? new MeterFigure(meter.getId().getName(), tags(meter), value, null, null, null)
                : null;
    }

    private static List<Double> bucket(CountAtBucket bucket) {
        return List.of(bucket.bucket(TimeUnit.SECONDS), bucket.count());
    }

    private static Map<String, String> tags(Meter meter) {
        return meter.getId().getTags().stream()
                .filter(tag -> SHOWN_TAGS.contains(tag.getKey()))
                .collect(Collectors.toMap(Tag::getKey, Tag::getValue));
    }
}
