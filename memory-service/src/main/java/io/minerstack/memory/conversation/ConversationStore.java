package io.minerstack.memory.conversation;

import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.servicesupport.context.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Where conversations live. Times and bounds are the caller's decision; every method is one round trip and one transaction. */
interface ConversationStore {

    /**
     * Appends a turn and trims the conversation. Turns of one conversation come one after the other, whoever sends them.
     *
     * @param cutoff what is older does not count as kept
     * @param keep how many messages stay
     */
    Mono<AppendResult> append(Turn turn, Instant now, Instant cutoff, int keep);

    /** The newest {@code keep} messages that are not older than {@code cutoff}; empty where there are none. */
    Mono<Conversation> read(ConversationKey key, Instant cutoff, int keep);

    /** The conversations of a tenant that have a message younger than {@code cutoff}, behind {@code cursor}. */
    Mono<ConversationPage> list(Tenant tenant, Instant cutoff, int keep, int limit, @Nullable Cursor cursor);

    /** Deletes the messages, with {@code erase} the playbook and its log too; false where there was nothing to know of. */
    Mono<Boolean> forget(ConversationKey key, Instant cutoff, boolean erase);
}
