package io.minerstack.memory.recall;

import io.minerstack.memory.identity.ConversationKey;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Reads all that a request needs at once. */
interface RecallStore {

    /**
     * Reads one conversation; what is unknown is empty.
     *
     * @param cutoff no message is older
     * @param messages how many of the newest
     * @param playbook whether the active entries are wanted
     */
    Mono<Recall> read(ConversationKey key, Instant cutoff, int messages, boolean playbook);
}
