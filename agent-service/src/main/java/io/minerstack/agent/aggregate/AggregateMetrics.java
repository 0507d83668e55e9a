package io.minerstack.agent.aggregate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.agent.aggregate.Agreement.Method;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** {@code miner.aggregations} by method and by who worded the result. */
@Component
class AggregateMetrics {

    private final MeterRegistry meters;

    AggregateMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (Method method : Method.values()) {
            List.of("model", "code").forEach(wordedBy -> counter(method, wordedBy));
        }
    }

    void aggregated(Agreement agreement) {
        counter(agreement.method(), agreement.wordedBy()).increment();
    }

    private Counter counter(Method method, String wordedBy) {
        return Counter.builder("miner.aggregations")
                .description("Counts by how they came out and who worded them")
                .tag("method", method.name().toLowerCase(Locale.ROOT))
                .tag("worded_by", wordedBy)
                .register(meters);
    }
}
