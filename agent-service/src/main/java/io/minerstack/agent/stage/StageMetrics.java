package io.minerstack.agent.stage;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.minerstack.agent.contract.ComponentName;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * {@code miner.stage} by component and stage: one value for each stage that a run came to. All histograms exist from
 * the start. The gateway has a meter of the same name for its own time.
 */
@Component
public class StageMetrics {

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

    private final Map<ComponentName, Map<Stage, Timer>> timers = new EnumMap<>(ComponentName.class);

    public StageMetrics(MeterRegistry meters) {
        for (ComponentName component : ComponentName.values()) {
            Map<Stage, Timer> own = new EnumMap<>(Stage.class);
            for (Stage stage : Stage.values()) {
                if (stage != Stage.SEARCH || component == ComponentName.INTERNET_SEARCH) {
                    own.put(stage, timer(meters, component, stage));
                }
            }
            timers.put(component, own);
        }
    }

    /** A run ended, in whichever way. */
    public void record(ComponentName component, StageTimes times) {
        Objects.requireNonNull(timers.get(component)).forEach((stage, timer) -> {
            long nanos = times.nanos(stage);
            if (nanos >= 0) {
                timer.record(nanos, TimeUnit.NANOSECONDS);
            }
        });
    }

    private static Timer timer(MeterRegistry meters, ComponentName component, Stage stage) {
        return Timer.builder(STAGE)
                .description("Where the time of a component call went")
                .tag("component", component.wireName())
                .tag("stage", stage.label())
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }
}
