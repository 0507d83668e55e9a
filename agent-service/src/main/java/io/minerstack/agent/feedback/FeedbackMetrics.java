package io.minerstack.agent.feedback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.agent.memory.FeedbackResult;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code miner.insights} by operation and outcome, and {@code miner.extractions} by where the operations came from. */
@Component
class FeedbackMetrics {

    private static final Set<String> OPERATIONS = Set.of("insert", "update", "delete");
    private static final Set<String> OUTCOMES =
            Set.of("inserted", "updated", "reinforced", "deleted", "evicted", "rejected");

    private final MeterRegistry meters;

    FeedbackMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (ExtractionResult.Source source : ExtractionResult.Source.values()) {
            extractions(source);
        }
    }

    void extracted(ExtractionResult extracted) {
        extractions(extracted.source()).increment();
        if (!extracted.dropped().isEmpty()) {
            insights("any", "dropped").increment(extracted.dropped().size());
        }
    }

    void applied(List<FeedbackResult.AppliedOperation> applied) {
        for (FeedbackResult.AppliedOperation one : applied) {
            if (one.wasDropped()) {
                continue; // counted when it was
            }
            // another service's words become labels only where they are the known ones
            String operation = OPERATIONS.contains(one.operation()) ? one.operation() : "other";
            insights(operation, OUTCOMES.contains(one.outcome()) ? one.outcome() : "other")
                    .increment();
        }
    }

    private Counter extractions(ExtractionResult.Source source) {
        return Counter.builder("miner.extractions")
                .description("Feedbacks by where their insights came from")
                .tag("source", source.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    private Counter insights(String operation, String outcome) {
        return Counter.builder("miner.insights")
                .description("Playbook operations by what became of them")
                .tag("operation", operation)
                .tag("outcome", outcome)
                .register(meters);
    }
}
