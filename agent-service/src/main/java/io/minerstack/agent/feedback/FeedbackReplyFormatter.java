package io.minerstack.agent.feedback;

import io.minerstack.agent.memory.AppliedOperation;
import io.minerstack.agent.memory.FeedbackResult;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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

    // JSON writes a control character as six: the notebook stays below its limit of 100,000 characters
    private static final int MAX_FEEDBACK = 10_000;
    private static final String CUT_MARK = "\n[... cut]";

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
            return THANKS + " The memory is not available now, so nothing could be stored; please send it again later.";
        }
        if (source == ExtractionResult.Source.FAILED && !learned.isRetraction()) {
            return THANKS + " It was received, but nothing could be learned from it now.";
        }
        StringBuilder text = new StringBuilder(THANKS).append(retraction(learned));
        List<AppliedOperation> effective = learned.effective();
        append(text, " What was forgotten:", effective.stream().filter(AppliedOperation::isForgotten));
        append(text, " What was learned:", effective.stream().filter(operation -> !operation.isForgotten()));
        if (effective.isEmpty() && !learned.isRetraction()) {
            boolean refused = learned.applied().stream().anyMatch(AppliedOperation::isRejected);
            text.append(
                    refused
                            ? " Nothing was learned: what was found in it may not be kept."
                            : " There was nothing in it to remember for later answers.");
        }
        return text.append(effective.isEmpty() ? ' ' : '\n')
                .append(count(learned))
                .toString();
    }

    /** Says what happened to a wish to forget or not to store, and never that the wish itself was learned. */
    private static String retraction(FeedbackResult learned) {
        return switch (learned.retraction()) {
            case null -> "";
            case "everything_deleted" ->
                learned.effective().stream().anyMatch(AppliedOperation::isForgotten)
                        ? " Everything that the playbook held for this conversation was deleted."
                        : " The playbook held nothing that could be deleted.";
            case "deleted" -> " What you took back was deleted, and nothing of it was stored.";
            default -> " Nothing of what you took back was stored, and no playbook entry about it was found.";
        };
    }

    private static void append(StringBuilder text, String heading, Stream<AppliedOperation> operations) {
        List<AppliedOperation> list = operations.toList();
        if (!list.isEmpty()) {
            text.append(heading);
            list.forEach(operation -> text.append("\n- ").append(line(operation)));
        }
    }

    /**
     * The JSON text of {@link Notebook}, also where nothing was learned.
     *
     * @param feedback the person's words
     * @param knownEntries number of active entries before the feedback, for the case without an answer
     */
    String notebook(String feedback, @Nullable FeedbackResult learned, int knownEntries) {
        List<AppliedOperation> effective = learned == null ? List.of() : learned.effective();
        List<Insight> insights = effective.stream().map(Insight::of).toList();
        return json.writeValueAsString(new Notebook(
                CodePoints.cut(feedback, MAX_FEEDBACK, CUT_MARK),
                insights.size(),
                (int) effective.stream().map(AppliedOperation::id).distinct().count(),
                insights,
                learned == null ? knownEntries : learned.entryCount()));
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
    private record Notebook(
            String feedback, int insightsExtracted, int entriesModified, List<Insight> insights, int playbookEntries) {}

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
