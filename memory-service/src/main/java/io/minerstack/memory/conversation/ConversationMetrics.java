package io.minerstack.memory.conversation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** What is counted of conversations; there from the start, at 0. */
@Component
class ConversationMetrics {

    static final String TURNS = "miner.memory.turns";
    static final String TRIMMED = "miner.memory.messages.trimmed";
    static final String FORGOTTEN = "miner.memory.conversations.deleted";

    private final Counter stored;
    private final Counter repeated;
    private final Counter trimmed;
    private final Counter deleted;
    private final Counter erased;

    ConversationMetrics(MeterRegistry registry) {
        stored = turns(registry, "stored");
        repeated = turns(registry, "repeated");
        trimmed = Counter.builder(TRIMMED)
                .description("messages that newer ones pushed out")
                .register(registry);
        deleted = forgotten(registry, "false");
        erased = forgotten(registry, "true");
    }

    private static Counter turns(MeterRegistry registry, String result) {
        return Counter.builder(TURNS)
                .description("turns that came in to be stored")
                .tag("result", result)
                .register(registry);
    }

    private static Counter forgotten(MeterRegistry registry, String playbook) {
        return Counter.builder(FORGOTTEN)
                .description("conversations deleted by request")
                .tag("playbook", playbook)
                .register(registry);
    }

    void appended(AppendResult turn) {
        (turn.stored() ? stored : repeated).increment();
        trimmed.increment(turn.trimmed());
    }

    void forgotten(boolean erase) {
        (erase ? erased : deleted).increment();
    }
}
