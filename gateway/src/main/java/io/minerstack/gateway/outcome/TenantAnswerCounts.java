package io.minerstack.gateway.outcome;

import io.minerstack.gateway.componentcall.AnswerOutcome;
import io.minerstack.gateway.endpoint.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The counts of one tenant. */
class TenantAnswerCounts {

    /** Times of the last good answers, for percentiles. */
    private static final int TIMES = 256;

    private static final double NANOS = 1e9;

    private final Instant since;
    private final Map<Endpoint, Map<AnswerOutcome, Long>> answers = new EnumMap<>(Endpoint.class);
    private final AnswerWindow window = new AnswerWindow();
    private final long[] nanos = new long[TIMES];
    private long good;
    private long tokens;

    TenantAnswerCounts(Instant since) {
        this.since = since;
    }

    synchronized void add(Endpoint component, AnswerOutcome outcome, Duration time, long tokensUsed) {
        answers.computeIfAbsent(component, first -> new EnumMap<>(AnswerOutcome.class))
                .merge(outcome, 1L, Long::sum);
        window.add(outcome);
        tokens += tokensUsed;
        if (outcome == AnswerOutcome.GOOD) {
            nanos[(int) (good++ % TIMES)] = time.toNanos();
        }
    }

    synchronized TenantAnswerReport report() {
        Map<String, Map<String, Long>> components = new TreeMap<>();
        answers.forEach((component, counts) ->
                components.put(component.component(), byLabel(outcome -> counts.getOrDefault(outcome, 0L))));
        long[] sorted = Arrays.copyOf(nanos, (int) Math.min(good, TIMES));
        Arrays.sort(sorted);
        return new TenantAnswerReport(
                since,
                components,
                byLabel(window::count),
                new TenantAnswerReport.Seconds(percentile(sorted, 0.5), percentile(sorted, 0.95)),
                tokens);
    }

    private static Map<String, Long> byLabel(ToLongFunction<AnswerOutcome> counts) {
        Map<String, Long> byLabel = new TreeMap<>();
        for (AnswerOutcome outcome : AnswerOutcome.values()) {
            byLabel.put(outcome.label(), counts.applyAsLong(outcome));
        }
        return byLabel;
    }

    /** The nearest rank in seconds, null without times. */
    private static @Nullable Double percentile(long[] sorted, double part) {
        return sorted.length == 0 ? null : sorted[(int) Math.ceil(part * sorted.length) - 1] / NANOS;
    }
}
