package io.minerstack.gateway.outcome;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.minerstack.gateway.componentcall.ComponentCallStage;
import io.minerstack.gateway.endpoint.Endpoint;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * {@code miner.stage} by component and stage: one value for each stage that a call came to. The stages of agent-service
 * are recorded here, by its report, so that all stages are of the same calls. All histograms exist from the start.
 */
@Component
class StageTimeMetrics {

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

    private final Map<Endpoint, Map<ComponentCallStage, Timer>> timers = new EnumMap<>(Endpoint.class);

    StageTimeMetrics(MeterRegistry meters) {
        Arrays.stream(Endpoint.values()).filter(Endpoint::isComponent).forEach(component -> {
            Map<ComponentCallStage, Timer> own = new EnumMap<>(ComponentCallStage.class);
            for (ComponentCallStage stage : ComponentCallStage.values()) {
                if (stage != ComponentCallStage.SEARCH || component == Endpoint.INTERNET_SEARCH) {
                    own.put(stage, timer(meters, component, stage));
                }
            }
            timers.put(component, own);
        });
    }

    void record(Endpoint component, Map<ComponentCallStage, Duration> times) {
        Map<ComponentCallStage, Timer> own = Objects.requireNonNull(timers.get(component));
        times.forEach((stage, time) -> {
            Timer timer = own.get(stage);
            if (timer != null) {
                timer.record(time);
            }
        });
    }

    private static Timer timer(MeterRegistry meters, Endpoint component, ComponentCallStage stage) {
        return Timer.builder(STAGE)
                .description("Where the time of a component call went")
                .tag("component", component.component())
                .tag("stage", stage.label())
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }
}
