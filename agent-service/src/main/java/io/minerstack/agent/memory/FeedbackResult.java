package io.minerstack.agent.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * memory-service's answer to a {@link FeedbackSubmission}.
 *
 * @param entryCount active entries after the operations
 * @param extractedBy whose operations were taken, {@link ProposedOperation#BY_MODEL} or {@link
 *     ProposedOperation#BY_RULES}; null where none were
 */
@JsonNaming(SnakeCaseStrategy.class)
public record FeedbackResult(
        String cid,
        long playbookVersion,
        int entryCount,
        @Nullable String extractedBy,
        List<AppliedOperation> applied) {

    public FeedbackResult {
        applied = applied == null ? List.of() : List.copyOf(applied);
    }

    /** The operations that changed or confirmed an entry: neither the rejected ones nor evicted entries. */
    public List<AppliedOperation> effective() {
        return applied.stream().filter(AppliedOperation::tookEffect).toList();
    }
}
