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
 * @param retraction what became of what the person takes back: {@code everything_deleted}, {@code deleted} or {@code
 *     nothing_stored}; null where the feedback takes nothing back
 */
@JsonNaming(SnakeCaseStrategy.class)
public record FeedbackResult(
        String cid,
        long playbookVersion,
        int entryCount,
        @Nullable String extractedBy,
        @Nullable String retraction,
        List<AppliedOperation> applied) {

    public FeedbackResult {
        applied = applied == null ? List.of() : List.copyOf(applied);
    }

    /** Whether the person takes something back, or wants something not to be stored. */
    public boolean isRetraction() {
        return retraction != null;
    }

    /** The operations that changed or confirmed an entry: neither the rejected ones nor evicted entries. */
    public List<AppliedOperation> effective() {
        return applied.stream().filter(AppliedOperation::tookEffect).toList();
    }
}
