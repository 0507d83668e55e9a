package io.minerstack.memory.context;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.memory.conversation.ConversationProperties;
import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.servicesupport.problem.ProblemException;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Returns the history and the playbook for one request; an unknown conversation has an empty context, not a 404. */
@RestController
class ContextController {

    static final String READS = "miner.memory.context.reads";

    private final ContextStore store;
    private final ConversationProperties properties;
    private final Counter reads;
    private final Clock clock;

    ContextController(ContextStore store, ConversationProperties properties, MeterRegistry registry, Clock clock) {
        this.store = store;
        this.properties = properties;
        this.reads = Counter.builder(READS)
                .description("Contexts read for a request")
                .register(registry);
        this.clock = clock;
    }

    @GetMapping("/context")
    Mono<MemoryContext> read(
            ConversationKey key,
            @RequestParam(defaultValue = "5") int messages,
            @RequestParam(defaultValue = "true") boolean playbook) {
        if (messages < 0) {
            throw ProblemException.invalid("messages", "must not be negative");
        }
        int limit = Math.min(messages, properties.maxMessages());
        return store.read(key, properties.cutoff(clock.instant()), limit, playbook)
                .doOnNext(context -> reads.increment());
    }
}
