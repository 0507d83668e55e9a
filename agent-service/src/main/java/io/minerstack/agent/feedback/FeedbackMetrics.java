package io.minerstack.agent.feedback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.agent.memory.AppliedOperation;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Counts feedbacks by the source of their operations, and playbook operations by operation and outcome. Every expected
 * series exists from the start, at 0.
 */
@Component
class FeedbackMetrics {

    private static final Set<String> OPERATIONS = Set.of("insert", "update", "delete");
    private static final Set<String> OUTCOMES =
            Set.of("inserted", "updated", "reinforced", "deleted", "evicted", "rejected");

    private final MeterRegistry registry;

    FeedbackMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (ExtractionResult.Source source : ExtractionResult.Source.values()) {
            extractions(source);
        }
        OPERATIONS.forEach(operation -> OUTCOMES.forEach(outcome -> operations(operation, outcome)));
        operations("any", "dropped");
    }

    void countExtraction(ExtractionResult.Source source) {
        extractions(source).increment();
    }

    /** A dropped operation counts under {@code any}, because the model may have invented its name. */
    void countOperations(List<AppliedOperation> applied) {
        for (AppliedOperation operation : applied) {
            if (operation.isDropped()) {
                operations("any", "dropped").increment();
            } else {
                operations(known(OPERATIONS, operation.operation()), known(OUTCOMES, operation.outcome()))
                        .increment();
            }
        }
    }

    /** Limits the number of label values: another service's words become labels only where they are expected. */
    private static String known(Set<String> expected, String value) {
        return expected.contains(value) ? value : "other";
    }

    private Counter extractions(ExtractionResult.Source source) {
        return Counter.builder("miner.extractions")
                .description("Feedbacks by the source of their playbook operations")
                .tag("source", source.label())
                .register(registry);
    }

    private Counter operations(String operation, String outcome) {
        return Counter.builder("miner.playbook.operations")
                .description("Playbook operations by operation and outcome")
                .tag("operation", operation)
                .tag("outcome", outcome)
                .register(registry);
    }
}
