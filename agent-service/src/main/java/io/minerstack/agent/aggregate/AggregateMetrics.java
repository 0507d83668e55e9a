package io.minerstack.agent.aggregate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.agent.vote.VoteMethod;
import java.util.List;
import org.springframework.stereotype.Component;

/** Counts aggregations in {@code miner.aggregations}; every series exists from the start, at 0. */
@Component
class AggregateMetrics {

    private final MeterRegistry registry;

    AggregateMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (VoteMethod method : VoteMethod.values()) {
            List.of(Agreement.WORDED_BY_MODEL, Agreement.WORDED_BY_CODE).forEach(wordedBy -> counter(method, wordedBy));
        }
    }

    void aggregated(Agreement agreement) {
        counter(agreement.method(), agreement.wordedBy()).increment();
    }

    private Counter counter(VoteMethod method, String wordedBy) {
        return Counter.builder("miner.aggregations")
                .description("Aggregations, by result of the vote and by who worded the answer")
                .tag("method", method.label())
                .tag("worded_by", wordedBy)
                .register(registry);
    }
}
