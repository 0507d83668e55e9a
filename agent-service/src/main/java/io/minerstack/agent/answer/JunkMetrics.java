package io.minerstack.agent.answer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.agent.junk.JunkReason;
import io.minerstack.servicesupport.text.LowerCaseLabel;
import org.springframework.stereotype.Component;

/** Counts junk in {@code miner.answers.junk}; every series exists from the start, at 0. */
@Component
public class JunkMetrics {

    private final MeterRegistry registry;

    public JunkMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (JunkReason reason : JunkReason.values()) {
            for (Outcome outcome : Outcome.values()) {
                counter(reason, outcome);
            }
        }
    }

    /** What became of a junk answer. */
    enum Outcome implements LowerCaseLabel {
        /** A second answer was sent instead. */
        REPLACED,
        /** The best part of it was sent. */
        SHORTENED,
        /** It was sent as it was, because nothing in it was better. */
        SENT
    }

    void count(JunkReason reason, Outcome outcome) {
        counter(reason, outcome).increment();
    }

    private Counter counter(JunkReason reason, Outcome outcome) {
        return Counter.builder("miner.answers.junk")
                .description("Answers that were worth nothing as they came, by reason and by what was sent instead")
                .tag("reason", reason.label())
                .tag("outcome", outcome.label())
                .register(registry);
    }
}
