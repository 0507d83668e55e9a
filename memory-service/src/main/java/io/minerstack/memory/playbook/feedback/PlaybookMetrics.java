package io.minerstack.memory.playbook.feedback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.memory.playbook.Feedback;
import io.minerstack.memory.playbook.OperationOutcome;
import io.minerstack.memory.playbook.store.PlaybookStore;
import java.util.List;
import org.springframework.stereotype.Component;

/** Counts feedback and operations. Every series exists from the start, at 0. */
@Component
class PlaybookMetrics {

    private static final String FEEDBACK = "miner.memory.feedback";
    private static final String OPERATIONS = "miner.memory.playbook.operations";

    private final MeterRegistry registry;

    PlaybookMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (OperationOutcome outcome : OperationOutcome.values()) {
            operations(outcome);
        }
        for (String result : List.of("applied", "failed", "repeated")) {
            feedback(result);
        }
    }

    void count(Feedback feedback, PlaybookStore.Receipt receipt) {
        if (receipt.repeated()) {
            feedback("repeated").increment();
            return;
        }
        feedback(feedback.failure() == null ? "applied" : "failed").increment();
        receipt.result().applied().forEach(applied -> operations(applied.outcome())
                .increment());
    }

    private Counter operations(OperationOutcome outcome) {
        return Counter.builder(OPERATIONS)
                .description("Playbook operations by outcome")
                .tag("outcome", outcome.label())
                .register(registry);
    }

    private Counter feedback(String result) {
        return Counter.builder(FEEDBACK)
                .description("Feedbacks received by result; failed: the model gave no operations")
                .tag("result", result)
                .register(registry);
    }
}
