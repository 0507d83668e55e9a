package io.minerstack.gateway.context;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.minerstack.gateway.endpoint.Endpoint;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** One histogram of the time left for each endpoint that needs a key. All exist from the start. */
@Component
class DeadlineSlackMetrics {

    static final String DEADLINE_SLACK = "miner.gateway.deadline.slack";

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        Duration.ofSeconds(45),
        Duration.ofSeconds(55),
        Duration.ofSeconds(60)
    };

    private final Map<Endpoint, Timer> timers;

    DeadlineSlackMetrics(MeterRegistry meters) {
        this.timers = Arrays.stream(Endpoint.values())
                .filter(Endpoint::needsKey)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), endpoint -> timer(meters, endpoint)));
    }

    void record(Endpoint endpoint, Duration remaining) {
        Objects.requireNonNull(timers.get(endpoint)).record(remaining);
    }

    private static Timer timer(MeterRegistry meters, Endpoint endpoint) {
        return Timer.builder(DEADLINE_SLACK)
                .description("Time left until the deadline when the response was complete")
                .tag("endpoint", endpoint.path())
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }
}
