package io.minerstack.agent.memory;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A person's feedback and what is to be done to the playbook because of it.
 *
 * @param feedbackId a repeat answers the stored result
 * @param rawReply what the model wrote, for the operation log
 * @param failure reason code where extraction failed; the feedback is logged all the same
 * @param operations at most 20, the dropped ones included
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
     * One change, or one that a model proposed and that was dropped: of such a one anything may be null.
     *
     * @param operation {@code insert}, {@code update} or {@code delete}
     * @param evidenceQuote the person's own words that the change rests on
     * @param dropped why it was dropped; it changes nothing and stands in the operation log
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
