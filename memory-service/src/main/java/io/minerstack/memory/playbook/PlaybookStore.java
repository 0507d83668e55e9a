package io.minerstack.memory.playbook;

import io.minerstack.memory.conversationkey.ConversationKey;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Where playbooks live. */
interface PlaybookStore {

    /** The active entries, by type and key; all types where {@code type} is null. */
    Mono<List<Entry>> active(ConversationKey key, @Nullable InsightType type);

    /**
     * Changes a playbook and its log together or not at all. Feedbacks of one conversation come one after the other.
     *
     * @param resolve decides on the playbook as it is within the transaction; must not wait for anything
     */
    Mono<Receipt> apply(Feedback feedback, Instant now, Function<PlaybookState, PlaybookDraft> resolve);

    /**
     * The result of a feedback.
     *
     * @param repeated whether it had been applied before: the result is of that time
     */
    record Receipt(FeedbackResult result, boolean repeated) {}
}
