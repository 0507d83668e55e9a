package io.minerstack.agent.memory;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A person's feedback and the operations on the playbook that were extracted from it.
 *
 * @param feedbackId a submission with a known id gets the stored result
 * @param model the model that extracted the operations; null for none
 * @param rawReply the model's reply, for the operation log
 * @param playbookVersion the version that the operations were extracted against
 * @param failure reason code of a failed extraction; the feedback is logged in that case, too
 * @param operations at most 20, dropped operations included
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
        List<Operation> operations) {

    public FeedbackSubmission {
        operations = List.copyOf(operations);
    }

    /**
     * An operation on the playbook. In a dropped operation any field but {@code dropped} may be null.
     *
     * @param operation {@code insert}, {@code update} or {@code delete}
     * @param evidenceQuote the words of the feedback that the operation follows from
     * @param dropped reason code of a dropped operation, which is logged and not applied; else null
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Operation(
            @Nullable String operation,
            @Nullable String insightType,
            @Nullable String key,
            @Nullable String value,
            @Nullable Double confidenceScore,
            @Nullable List<String> tags,
            @Nullable Map<String, Object> extraData,
            @Nullable String evidenceQuote,
            @Nullable String dropped) {}
}
