package io.minerstack.agent.memory;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What memory-service made of a {@link FeedbackSubmission}.
 *
 * @param entryCount active entries afterwards
 */
@JsonNaming(SnakeCaseStrategy.class)
public record FeedbackResult(String cid, long playbookVersion, int entryCount, List<Applied> applied) {

    public FeedbackResult {
        applied = applied == null ? List.of() : List.copyOf(applied);
    }

    /** The operations that took effect: neither the rejected ones nor the entries that had to make room. */
    public List<Applied> effective() {
        return applied.stream().filter(Applied::tookEffect).toList();
    }

    /**
     * One operation's fate.
     *
     * @param outcome {@code inserted}, {@code updated}, {@code reinforced}, {@code deleted}, {@code evicted} or
     *     {@code rejected}
     * @param reason code, where it was rejected or evicted
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Applied(
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

        /** Rejected by memory-service; what the agent itself dropped does not count as that. */
        public boolean isRejected() {
            return outcome.equals("rejected") && !wasDropped();
        }

        /** Sent for the log alone. */
        public boolean wasDropped() {
            return "dropped".equals(reason);
        }
    }
}
