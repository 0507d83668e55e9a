package io.minerstack.memory.context;

import io.minerstack.memory.conversationkey.ConversationKey;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Reads all that a request needs at once. */
interface ContextStore {

    /**
     * Reads one conversation; what is unknown is empty.
     *
     * @param cutoff no message is older
     * @param messages how many of the newest
     * @param playbook whether the active entries are wanted
     */
    Mono<MemoryContext> read(ConversationKey key, Instant cutoff, int messages, boolean playbook);
}
