package io.minerstack.memory.playbook.feedback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.memory.playbook.store.PlaybookStore;
import org.springframework.stereotype.Component;

/** What is counted of playbooks; there from the start, at 0. */
@Component
class PlaybookMetrics {

    static final String FEEDBACK = "miner.memory.feedback";
    static final String OPERATIONS = "miner.memory.playbook.operations";

    private final MeterRegistry registry;

    PlaybookMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (OperationOutcome outcome : OperationOutcome.values()) {
            operations(outcome);
        }
        for (String result : new String[] {"applied", "failed", "repeated"}) {
            feedback(result);
        }
    }

    void received(Feedback feedback, PlaybookStore.Receipt receipt) {
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
                .description("playbook operations by what became of them")
                .tag("outcome", outcome.word())
                .register(registry);
    }

    private Counter feedback(String result) {
        return Counter.builder(FEEDBACK)
                .description("feedbacks that came in; failed: the model's reply was of no use")
                .tag("result", result)
                .register(registry);
    }
}
