package io.minerstack.memory.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counters of retention sweeps; every series exists from the start, at 0. */
@Component
class RetentionMetrics {

    static final String MESSAGES = "miner.memory.messages.swept";
    static final String CONVERSATIONS = "miner.memory.conversations.swept";
    static final String PLAYBOOK_LOG = "miner.memory.playbook.log.swept";
    static final String FAILURES = "miner.memory.sweep.failures";

    final Counter messages;
    final Counter conversations;
    final Counter playbookLog;
    final Counter failures;

    RetentionMetrics(MeterRegistry registry) {
        messages = Counter.builder(MESSAGES)
                .description("Messages deleted by sweeps because of their age")
                .register(registry);
        conversations = Counter.builder(CONVERSATIONS)
                .description("Conversations deleted by sweeps because of their age")
                .register(registry);
        playbookLog = Counter.builder(PLAYBOOK_LOG)
                .description("Logged feedbacks and deleted entries that sweeps deleted because of their age")
                .register(registry);
        failures = Counter.builder(FAILURES).description("Sweeps that failed").register(registry);
    }
}
