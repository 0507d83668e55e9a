package io.minerstack.agent.memory;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * memory-service's answer to a {@link FeedbackSubmission}.
 *
 * @param playbookVersion the playbook's version after the feedback
 * @param entryCount active entries after the feedback
 * @param applied the outcome of each operation
 */
@JsonNaming(SnakeCaseStrategy.class)
public record FeedbackResult(String cid, long playbookVersion, int entryCount, List<AppliedOperation> applied) {

    public FeedbackResult {
        applied = applied == null ? List.of() : List.copyOf(applied);
    }

    /** The operations that took effect, without rejected operations and evicted entries. */
    public List<AppliedOperation> effective() {
        return applied.stream().filter(AppliedOperation::tookEffect).toList();
    }

    /**
     * The outcome of one operation.
     *
     * @param outcome {@code inserted}, {@code updated}, {@code reinforced}, {@code deleted}, {@code evicted} or
     *     {@code rejected}
     * @param reason code of the reason for a rejection or eviction; null for the other outcomes
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record AppliedOperation(
            String operation,
            String insightType,
            String key,
            @Nullable String value,
            @Nullable Double confidenceScore,
            @Nullable List<String> tags,
            @Nullable Long id,
            @Nullable Integer version,
            String outcome,
            @Nullable String reason) {

        private static final Set<String> EFFECTIVE = Set.of("inserted", "updated", "reinforced", "deleted");

        boolean tookEffect() {
            return EFFECTIVE.contains(outcome);
        }

        /** Whether memory-service rejected the operation. An operation that agent-service dropped does not count. */
        public boolean isRejected() {
            return outcome.equals("rejected") && !wasDropped();
        }

        /** Whether agent-service had dropped the operation and sent it only for the operation log. */
        public boolean wasDropped() {
            return "dropped".equals(reason);
        }
    }
}
