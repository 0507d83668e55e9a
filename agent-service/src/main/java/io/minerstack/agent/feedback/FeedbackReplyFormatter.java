package io.minerstack.agent.feedback;

import io.minerstack.agent.contract.Output;
import io.minerstack.agent.memory.AppliedOperation;
import io.minerstack.agent.memory.FeedbackResult;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the person what was learned, as a text and as the notebook's JSON. No model writes this reply, so that it names
 * exactly what was stored.
 */
@Component
class FeedbackReplyFormatter {

    private static final String THANKS = "Thank you for your feedback.";

    private final JsonMapper json;

    FeedbackReplyFormatter(JsonMapper json) {
        this.json = json;
    }

    /**
     * The text for the person.
     *
     * @param learned null where memory-service did not answer
     */
    String text(ExtractionResult.Source source, @Nullable FeedbackResult learned) {
        if (learned == null) {
            return THANKS
                    + " The memory is not available just now, so nothing could be stored; please send it again later.";
        }
        if (source == ExtractionResult.Source.FAILED) {
            return THANKS + " It was received, but nothing could be learned from it just now.";
        }
        List<AppliedOperation> stored = learned.effective();
        if (stored.isEmpty()) {
            boolean refused = learned.applied().stream().anyMatch(AppliedOperation::isRejected);
            return THANKS
                    + (refused
                            ? " Nothing was learned: what was found in it may not be kept. "
                            : " There was nothing in it to remember for later answers. ")
                    + count(learned);
        }
        StringBuilder text = new StringBuilder(THANKS).append(" What was learned:");
        for (AppliedOperation operation : stored) {
            text.append("\n- ").append(line(operation));
        }
        return text.append('\n').append(count(learned)).toString();
    }

    /** {@code {"insights":[…],"playbook_entries":n}}, or "no update" where the feedback had no effect. */
    String notebook(@Nullable FeedbackResult learned) {
        List<AppliedOperation> stored = learned == null ? List.of() : learned.effective();
        if (learned == null || stored.isEmpty()) {
            return Output.NO_UPDATE;
        }
        List<Insight> insights = stored.stream().map(Insight::of).toList();
        return json.writeValueAsString(new Notebook(insights, learned.entryCount()));
    }

    private static String line(AppliedOperation operation) {
        StringBuilder line = new StringBuilder("%s (%s) %s %s: %s"
                .formatted(
                        operation.operation(),
                        operation.outcome(),
                        operation.insightType(),
                        operation.key(),
                        operation.value()));
        if (operation.confidenceScore() != null) {
            line.append(String.format(Locale.ROOT, " (confidence %.2f", operation.confidenceScore()));
            if (operation.tags() != null && !operation.tags().isEmpty()) {
                line.append("; tags: ").append(String.join(", ", operation.tags()));
            }
            line.append(')');
        }
        return line.toString();
    }

    private static String count(FeedbackResult learned) {
        return learned.entryCount() == 1
                ? "The playbook has 1 active entry."
                : "The playbook has " + learned.entryCount() + " active entries.";
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record Notebook(List<Insight> insights, int playbookEntries) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Insight(
            String operation,
            String insightType,
            String key,
            @Nullable String value,
            @Nullable Double confidenceScore,
            @Nullable List<String> tags) {

        static Insight of(AppliedOperation operation) {
            return new Insight(
                    operation.operation(),
                    operation.insightType(),
                    operation.key(),
                    operation.value(),
                    operation.confidenceScore(),
                    operation.tags());
        }
    }
}
