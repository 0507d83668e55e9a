package io.minerstack.memory.playbook;

import io.minerstack.memory.conversationkey.ConversationKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user said about the answers of a conversation, and what a model made of it.
 *
 * @param id names it; a repeat is answered and not applied again
 * @param rawReply the model's reply as it came
 * @param versionSeen the playbook version that the model was shown
 * @param failure why there are no operations, where the model's reply was of no use
 */
record Feedback(
        ConversationKey key,
        String id,
        String text,
        @Nullable String model,
        @Nullable String rawReply,
        @Nullable Long versionSeen,
        @Nullable String failure,
        List<ProposedOperation> operations) {

    Feedback {
        operations = List.copyOf(operations);
    }
}
