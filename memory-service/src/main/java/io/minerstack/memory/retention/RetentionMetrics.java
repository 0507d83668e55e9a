package io.minerstack.memory.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** What is counted of sweeps; there from the start, at 0. */
@Component
class RetentionMetrics {

    static final String MESSAGES = "miner.memory.messages.swept";
    static final String CONVERSATIONS = "miner.memory.conversations.swept";
    static final String FAILURES = "miner.memory.sweep.failures";

    final Counter messages;
    final Counter conversations;
    final Counter failures;

    RetentionMetrics(MeterRegistry registry) {
        messages = Counter.builder(MESSAGES)
                .description("messages deleted because of their age")
                .register(registry);
        conversations = Counter.builder(CONVERSATIONS)
                .description("conversations deleted because nobody wrote to them")
                .register(registry);
        failures = Counter.builder(FAILURES)
                .description("sweeps that ended with an error")
                .register(registry);
    }
}
