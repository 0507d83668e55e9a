package io.minerstack.memory.playbook;

import io.minerstack.memory.conversationkey.ConversationKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user's feedback on the answers of a conversation, with the operations that were read from it.
 *
 * @param id chosen by the sender; a repeated id is answered with the first result
 * @param rawReply the model's reply, unchanged
 * @param versionSeen the playbook version that the model was shown
 * @param failure reason code where the model gave no operations
 * @param repaired whether the model's reply was broken or cut off; nothing is deleted because of such a reply
 */
public record Feedback(
        ConversationKey key,
        String id,
        String text,
        @Nullable String model,
        @Nullable String rawReply,
        @Nullable Long versionSeen,
        @Nullable String failure,
        boolean repaired,
        List<ProposedOperation> operations) {

    public Feedback {
        operations = List.copyOf(operations);
    }

    /**
     * This feedback as it is logged where the user takes something back: without the words that must not be stored and
     * without the model's reply, which may repeat them.
     */
    public Feedback redacted(String keptText) {
        return new Feedback(key, id, keptText, model, null, versionSeen, failure, repaired, List.of());
    }
}
