package io.minerstack.agent.feedback;

import io.minerstack.agent.contract.Output;
import io.minerstack.agent.memory.FeedbackResult;
import io.minerstack.agent.memory.FeedbackResult.AppliedOperation;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/** Says what was learned: in words, and as the notebook's JSON. Written in code, so that it is exactly what was stored. */
@Component
class FeedbackReplyFormatter {

    private static final String THANKS = "Thank you for your feedback.";

    private final JsonMapper json;

    FeedbackReplyFormatter(JsonMapper json) {
        this.json = json;
    }

    String text(ExtractionResult extracted, @Nullable FeedbackResult learned) {
        if (learned == null) {
            return THANKS
                    + " The memory is not available just now, so nothing could be stored; please send it again later.";
        }
        if (extracted.source() == ExtractionResult.Source.FAILED) {
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
        for (AppliedOperation one : stored) {
            text.append("\n- ").append(line(one));
        }
        return text.append('\n').append(count(learned)).toString();
    }

    /** {@code {"insights":[…],"playbook_entries":n}}, or "no update" where nothing changed. */
    String notebook(@Nullable FeedbackResult learned) {
        List<AppliedOperation> stored = learned == null ? List.of() : learned.effective();
        if (learned == null || stored.isEmpty()) {
            return Output.NO_UPDATE;
        }
        List<Insight> insights = stored.stream().map(Insight::of).toList();
        return json.writeValueAsString(new Notebook(insights, learned.entryCount()));
    }

    private static String line(AppliedOperation one) {
        StringBuilder line = new StringBuilder("%s (%s) %s %s: %s"
                .formatted(one.operation(), one.outcome(), one.insightType(), one.key(), one.value()));
        if (one.confidenceScore() != null) {
            line.append(String.format(Locale.ROOT, " (confidence %.2f", one.confidenceScore()));
            if (one.tags() != null && !one.tags().isEmpty()) {
                line.append("; tags: ").append(String.join(", ", one.tags()));
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

        static Insight of(AppliedOperation one) {
            return new Insight(
                    one.operation(), one.insightType(), one.key(), one.value(), one.confidenceScore(), one.tags());
        }
    }
}
