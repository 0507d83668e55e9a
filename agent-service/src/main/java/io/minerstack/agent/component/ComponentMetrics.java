package io.minerstack.agent.component;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.minerstack.agent.coalescing.ReceivedAnswer.Source;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.text.LowerCaseLabel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * {@code miner.components} by outcome, {@code miner.answers.partial}, {@code miner.answers.shared} and {@code
 * miner.deadline.slack}.
 */
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

    /**
     * A reply is ready.
     *
     * @param slack time left until the deadline; null for a request of monitoring, whose time is nobody's
     */
    void answered(ComponentName component, boolean partial, Source source, @Nullable Duration slack) {
        Meters meters = of(component);
        meters.count(Outcome.ANSWERED);
        Counter shared = meters.shared.get(source);
        if (shared != null) {
            shared.increment();
        }
        if (slack != null) {
            meters.slack.record(slack);
        }
        if (partial) {
            meters.partial.increment();
        }
    }

    void failed(ComponentName component, Throwable failure) {
        of(component).count(outcome(failure));
    }

    /**
     * A cancelled call: {@link Outcome#DEADLINE} after the request's deadline, else the caller closed the connection.
     */
    void cancelled(ComponentName component, boolean deadlinePassed) {
        of(component).count(deadlinePassed ? Outcome.DEADLINE : Outcome.CANCELLED);
    }

    private static Outcome outcome(Throwable failure) {
        return switch (failure) {
            case DeadlineExceededException late -> Outcome.DEADLINE;
            case ModelCallException model ->
                switch (model.reason()) {
                    case UNAVAILABLE, BUDGET_UNAVAILABLE -> Outcome.UNAVAILABLE;
                    case OVER_BUDGET, BUDGET_UNPRICED -> Outcome.OVER_BUDGET;
                    case TOO_LONG, REFUSED, UNUSABLE -> Outcome.BAD_ANSWER;
                };
            default -> Outcome.FAILED;
        };
    }

    private Meters of(ComponentName component) {
        return Objects.requireNonNull(byComponent.get(component));
    }

    /** How a call of a component ended. */
    private enum Outcome implements LowerCaseLabel {
        ANSWERED,
        BAD_ANSWER,
        UNAVAILABLE,
        OVER_BUDGET,
        DEADLINE,
        CANCELLED,
        FAILED
    }

    private static final class Meters {

        private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
        private final Map<Source, Counter> shared = new EnumMap<>(Source.class);
        private final Counter partial;
        private final Timer slack;

        Meters(MeterRegistry registry, ComponentName component) {
            for (Outcome outcome : Outcome.values()) {
                outcomes.put(
                        outcome,
                        Counter.builder("miner.components")
                                .description("Component calls by outcome")
                                .tag("component", component.wireName())
                                .tag("outcome", outcome.label())
                                .register(registry));
            }
            for (Source source : EnumSet.of(Source.COALESCED, Source.REPLAYED)) {
                shared.put(
                        source,
                        Counter.builder("miner.answers.shared")
                                .description("Answers that cost no run, because another request's run gave them")
                                .tag("component", component.wireName())
                                .tag("source", source.label())
                                .register(registry));
            }
            partial = Counter.builder("miner.answers.partial")
                    .description("Answers that were cut off at the deadline and sent")
                    .tag("component", component.wireName())
                    .register(registry);
            slack = Timer.builder("miner.deadline.slack")
                    .description("Time left until the deadline when the reply was ready")
                    .tag("component", component.wireName())
                    .serviceLevelObjectives(SLACK_BOUNDS)
                    .register(registry);
        }

        void count(Outcome outcome) {
            Objects.requireNonNull(outcomes.get(outcome)).increment();
        }
    }
}
