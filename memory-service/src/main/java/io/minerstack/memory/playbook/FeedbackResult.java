package io.minerstack.memory.playbook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a feedback, in the shape of the response. It is also stored, as the answer to repeats.
 *
 * @param playbookVersion the version after the operations
 * @param entryCount active entries after the operations
 * @param extractedBy {@code model} or {@code rules}: whose extracted operations were taken; null where none were
 * @param retraction what became of what the user takes back; null where the feedback takes nothing back
 * @param applied one element per logged operation, in their order
 */
public record FeedbackResult(
        String cid,
        long playbookVersion,
        int entryCount,
        @Nullable String extractedBy,
        @Nullable RetractionOutcome retraction,
        List<AppliedOperation> applied) {

    public FeedbackResult {
        applied = List.copyOf(applied);
    }
}
