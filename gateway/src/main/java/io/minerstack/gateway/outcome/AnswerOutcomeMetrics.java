package io.minerstack.gateway.outcome;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.gateway.componentcall.AnswerOutcome;
import io.minerstack.gateway.edge.EnumCounters;
import io.minerstack.gateway.endpoint.Endpoint;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** {@code miner.gateway.answers} since the start, and {@code miner.gateway.window.answers} of the last 256 calls. */
@Component
class AnswerOutcomeMetrics {

    static final String ANSWERS = "miner.gateway.answers";
    static final String WINDOW = "miner.gateway.window.answers";

    private final Map<Endpoint, EnumCounters<AnswerOutcome>> answers = new EnumMap<>(Endpoint.class);
    private final AnswerWindow window = new AnswerWindow();

    AnswerOutcomeMetrics(MeterRegistry meters) {
        Arrays.stream(Endpoint.values())
                .filter(Endpoint::isComponent)
                .forEach(endpoint -> answers.put(
                        endpoint,
                        new EnumCounters<>(AnswerOutcome.class, outcome -> counter(meters, endpoint, outcome))));
        for (AnswerOutcome outcome : AnswerOutcome.values()) {
            Gauge.builder(WINDOW, window, each -> each.count(outcome))
                    .description("The last 256 component calls with a valid key, by outcome")
                    .tag("outcome", outcome.label())
                    .register(meters);
        }
    }

    void count(Endpoint component, AnswerOutcome outcome) {
        Objects.requireNonNull(answers.get(component)).increment(outcome);
        window.add(outcome);
    }

    private static Counter counter(MeterRegistry meters, Endpoint component, AnswerOutcome outcome) {
        return Counter.builder(ANSWERS)
                .description("Component calls with a valid key, by outcome")
                .tag("component", component.component())
                .tag("outcome", outcome.label())
                .register(meters);
    }
}
