package io.minerstack.agent.component;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.minerstack.agent.contract.ComponentName;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** {@code miner.components} by outcome, {@code miner.answers.partial}, and {@code miner.deadline.slack} at the reply. */
@Component
public class ComponentMetrics {

    private static final Duration[] SLACK_BOUNDS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        Duration.ofSeconds(45),
        Duration.ofSeconds(60)
    };

    private final Map<ComponentName, Meters> byComponent = new EnumMap<>(ComponentName.class);

    public ComponentMetrics(MeterRegistry registry) {
        for (ComponentName component : ComponentName.values()) {
            byComponent.put(component, new Meters(registry, component));
        }
    }

    void answered(ComponentName component, boolean partial, Duration slack) {
        Meters meters = of(component);
        meters.count(Outcome.ANSWERED);
        meters.slack.record(slack);
        if (partial) {
            meters.partial.increment();
        }
    }

    void failed(ComponentName component, Outcome outcome) {
        of(component).count(outcome);
    }

    private Meters of(ComponentName component) {
        return Objects.requireNonNull(byComponent.get(component));
    }

    /** How a call of a component ended. */
    enum Outcome {
        ANSWERED,
        BAD_ANSWER,
        UNAVAILABLE,
        DEADLINE,
        CANCELLED,
        FAILED
    }

    private static final class Meters {

        private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
        private final Counter partial;
        private final Timer slack;

        Meters(MeterRegistry registry, ComponentName component) {
            for (Outcome outcome : Outcome.values()) {
                outcomes.put(
                        outcome,
                        Counter.builder("miner.components")
                                .description("Component calls by how they ended")
                                .tag("component", component.wireName())
                                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                                .register(registry));
            }
            partial = Counter.builder("miner.answers.partial")
                    .description("Answers that the deadline cut off and that were sent all the same")
                    .tag("component", component.wireName())
                    .register(registry);
            slack = Timer.builder("miner.deadline.slack")
                    .description("What was left of the deadline when the reply was ready")
                    .tag("component", component.wireName())
                    .serviceLevelObjectives(SLACK_BOUNDS)
                    .register(registry);
        }

        void count(Outcome outcome) {
            Objects.requireNonNull(outcomes.get(outcome)).increment();
        }
    }
}
