package io.minerstack.agent.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A person's feedback with the operations that were read from it, in the shape of memory-service's request.
 *
 * @param feedbackId a repeated id is answered with the first result
 * @param rawReply the model's reply, for the operation log
 * @param playbookVersion the version that the model was shown
 * @param failure reason code where the model gave no operations; the feedback is logged all the same
 * @param repaired whether the model's reply was broken or cut off; such a reply deletes nothing
 * @param operations at most 20
 */
@JsonNaming(SnakeCaseStrategy.class)
public record FeedbackSubmission(
        String cid,
        String feedbackId,
        String feedback,
        @Nullable String model,
        @Nullable String rawReply,
        @Nullable Long playbookVersion,
        @Nullable String failure,
        boolean repaired,
        List<ProposedOperation> operations) {

    public FeedbackSubmission {
        operations = List.copyOf(operations);
    }
}
