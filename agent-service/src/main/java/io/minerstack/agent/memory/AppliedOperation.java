package io.minerstack.agent.memory;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The result of one operation, or of the removal of an entry that no operation named.
 *
 * @param outcome {@code inserted}, {@code updated}, {@code reinforced}, {@code deleted}, {@code evicted} or {@code
 *     rejected}
 * @param reason code, where the operation was rejected or the entry evicted
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

    /** Whether an entry was deleted because the person took it back. */
    public boolean isForgotten() {
        return outcome.equals("deleted");
    }

    boolean tookEffect() {
        return EFFECTIVE.contains(outcome);
    }

    /** Whether the operation was acceptable as a proposal and could not be applied. */
    public boolean isRejected() {
        return outcome.equals("rejected") && !isDropped();
    }

    /** Whether the proposal does not rest on the feedback or is unsafe; it is in the operation log only. */
    public boolean isDropped() {
        return "dropped".equals(reason);
    }
}
