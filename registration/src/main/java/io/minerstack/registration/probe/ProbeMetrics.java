package io.minerstack.registration.probe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The meters of the probe. All are there from the start, so that a missing series is a missing probe. */
class ProbeMetrics {

    static final String CHECK = "check";
    static final String RESULT = "result";
    static final String REASON = "reason";

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        Duration.ofSeconds(45),
        Duration.ofSeconds(60)
    };

    private final Map<ProbeCheck, AtomicReference<@Nullable ProbeResult>> last = new EnumMap<>(ProbeCheck.class);
    private final Map<ProbeCheck, Timer> times = new EnumMap<>(ProbeCheck.class);
    private final Map<ProbeCheck, Map<ProbeOutcome, Counter>> results = new EnumMap<>(ProbeCheck.class);
    private final Map<ProbeCheck, AtomicReference<Double>> failuresInARow = new EnumMap<>(ProbeCheck.class);
    private final AtomicReference<@Nullable NotAsked> notAsked = new AtomicReference<>();
    private final AtomicReference<KeyUse> keyUse = new AtomicReference<>(KeyUse.NOT_KNOWN);
    private final AtomicReference<@Nullable Instant> certificateEnd = new AtomicReference<>();
    private final AtomicReference<@Nullable Instant> lastRun = new AtomicReference<>();

    /**
     * Registers the meters.
     *
     * @param interval from one round to the next
     * @param hasCertificate whether the public URL is https
     */
    ProbeMetrics(MeterRegistry registry, Duration interval, boolean hasCertificate) {
        for (ProbeCheck check : ProbeCheck.values()) {
            register(check, registry);
        }
        if (hasCertificate) {
            epochGauge(
                    "miner.probe.certificate.expires",
                    "End of validity of the public URL's certificate",
                    certificateEnd,
                    registry);
        }
        epochGauge("miner.probe.last.run", "Time of the last round", lastRun, registry);
        TimeGauge.builder("miner.probe.interval", interval, TimeUnit.SECONDS, Duration::toSeconds)
                .description("Time from one round to the next")
                .strongReference(true)
                .register(registry);
        Gauge.builder("miner.probe.key.counted", keyUse, ProbeMetrics::counted)
                .description("1 if the probe's questions count like a caller's, because of its key's purpose")
                .register(registry);
        for (NotAsked reason : NotAsked.values()) {
            Gauge.builder("miner.probe.not.asked", notAsked, last -> last.get() == reason ? 1 : 0)
                    .description("1 if the last round asked no question, by reason")
                    .tag(REASON, reason.label())
                    .register(registry);
        }
    }

    private void register(ProbeCheck check, MeterRegistry registry) {
        AtomicReference<@Nullable ProbeResult> result = new AtomicReference<>();
        last.put(check, result);
        Gauge.builder("miner.probe.up", result, ProbeMetrics::up)
                .description("1 if the last probe was good, 0 if it was not")
                .tag(CHECK, check.label())
                .register(registry);
        AtomicReference<Double> failures = new AtomicReference<>(Double.NaN);
        failuresInARow.put(check, failures);
        Gauge.builder("miner.probe.failures.in.a.row", failures, AtomicReference::get)
                .description("Probes that were not good since the last good one")
                .tag(CHECK, check.label())
                .register(registry);
        times.put(
                check,
                Timer.builder("miner.probe")
                        .description("Time of a probe")
                        .tag(CHECK, check.label())
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry));
        Map<ProbeOutcome, Counter> byOutcome = new EnumMap<>(ProbeOutcome.class);
        for (ProbeOutcome outcome : ProbeOutcome.values()) {
            byOutcome.put(
                    outcome,
                    Counter.builder("miner.probe.results")
                            .description("Probes by result")
                            .tag(CHECK, check.label())
                            .tag(RESULT, outcome.label())
                            .register(registry));
        }
        results.put(check, byOutcome);
    }

    private static void epochGauge(
            String name, String description, AtomicReference<@Nullable Instant> time, MeterRegistry registry) {
        TimeGauge.builder(name, time, TimeUnit.SECONDS, ProbeMetrics::epochSeconds)
                .description(description)
                .register(registry);
    }

    private static double counted(AtomicReference<KeyUse> use) {
        return switch (use.get()) {
            case PROBE -> 0;
            case COUNTED -> 1;
            case NOT_KNOWN -> Double.NaN;
        };
    }

    private static double epochSeconds(AtomicReference<@Nullable Instant> time) {
        Instant known = time.get();
        return known == null ? Double.NaN : (double) known.getEpochSecond();
    }

    /** Not a number before the first probe, and where no question is asked. */
    private static double up(AtomicReference<@Nullable ProbeResult> result) {
        ProbeResult known = result.get();
        return known == null ? Double.NaN : known.isGood() ? 1 : 0;
    }

    /**
     * Takes what a round saw. A certificate that could not be seen keeps its last known end, and a question that could
     * not be asked keeps its number of failures: that nobody asks is no recovery.
     */
    void record(ProbeRound.Seen seen, Instant now) {
        for (ProbeCheck check : ProbeCheck.values()) {
            of(last, check).set(null);
        }
        for (ProbeResult result : seen.results()) {
            of(last, result.check()).set(result);
            of(times, result.check()).record(result.duration());
            Objects.requireNonNull(of(results, result.check()).get(result.outcome()))
                    .increment();
            of(failuresInARow, result.check())
                    .updateAndGet(before -> result.isGood() ? 0 : (Double.isNaN(before) ? 1 : before + 1));
        }
        notAsked.set(seen.notAsked());
        if (seen.keyUse() != KeyUse.NOT_KNOWN) {
            keyUse.set(seen.keyUse());
        }
        if (seen.notAsked() == NotAsked.PAID_MODEL) {
            // failures of the model that answered before say nothing of this one
            of(failuresInARow, ProbeCheck.ANSWER).set(Double.NaN);
        }
        if (seen.certificateEnd() != null) {
            certificateEnd.set(seen.certificateEnd());
        }
        lastRun.set(now);
    }

    private static <T> T of(Map<ProbeCheck, T> map, ProbeCheck check) {
        return Objects.requireNonNull(map.get(check));
    }
}
