package io.minerstack.gateway.outcome;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.minerstack.gateway.endpoint.Endpoint;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** {@code miner.stage} of the stage {@code gateway}. agent-service has a meter of the same name for its own stages. */
@Component
class GatewayTimeMetrics {

    static final String STAGE = "miner.stage";

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
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

    private final Map<Endpoint, Timer> timers = new EnumMap<>(Endpoint.class);

    GatewayTimeMetrics(MeterRegistry meters) {
        Arrays.stream(Endpoint.values())
                .filter(Endpoint::isComponent)
                .forEach(endpoint -> timers.put(
                        endpoint,
                        Timer.builder(STAGE)
                                .description("Where the time of a component call went")
                                .tag("component", endpoint.component())
                                .tag("stage", "gateway")
                                .serviceLevelObjectives(BUCKETS)
                                .register(meters)));
    }

    void record(Endpoint component, Duration time) {
        Objects.requireNonNull(timers.get(component)).record(time);
    }
}
