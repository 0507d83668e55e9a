package io.minerstack.memory.conversation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counters of turns, trimmed messages and deleted conversations; every series exists from the start, at 0. */
@Component
class ConversationMetrics {

    static final String TURNS = "miner.memory.turns";
    static final String TRIMMED = "miner.memory.messages.trimmed";
    static final String DELETED = "miner.memory.conversations.deleted";

    private final Counter stored;
    private final Counter repeated;
    private final Counter trimmed;
    private final Counter deletedWithoutPlaybook;
    private final Counter deletedWithPlaybook;

    ConversationMetrics(MeterRegistry registry) {
        stored = turns(registry, "stored");
        repeated = turns(registry, "repeated");
        trimmed = Counter.builder(TRIMMED)
                .description("Messages deleted because the conversation had too many")
                .register(registry);
        deletedWithoutPlaybook = deleted(registry, "false");
        deletedWithPlaybook = deleted(registry, "true");
    }

    private static Counter turns(MeterRegistry registry, String result) {
        return Counter.builder(TURNS)
                .description("Turns received, by whether their id was new")
                .tag("result", result)
                .register(registry);
    }

    private static Counter deleted(MeterRegistry registry, String playbook) {
        return Counter.builder(DELETED)
                .description("Conversations deleted by request, by whether the playbook was deleted too")
                .tag("playbook", playbook)
                .register(registry);
    }

    void appended(AppendResult result) {
        (result.stored() ? stored : repeated).increment();
        trimmed.increment(result.trimmed());
    }

    void deleted(boolean withPlaybook) {
        (withPlaybook ? deletedWithPlaybook : deletedWithoutPlaybook).increment();
    }
}
