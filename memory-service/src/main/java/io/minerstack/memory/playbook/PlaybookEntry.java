package io.minerstack.memory.playbook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a conversation's user taught us.
 *
 * @param id counted from 1 within the conversation
 * @param operation what was last done to it; {@link OperationType#DELETE} means that it is no longer active
 * @param sourceFeedback what the user said, shortened; the whole of it is in the log
 * @param version counted from 1; grows with every change of the value
 * @param agreements how often the same was said again
 * @param changedIn the playbook version in which the value last changed
 */
public record PlaybookEntry(
        long id,
        InsightType type,
        String key,
        String value,
        OperationType operation,
        String sourceFeedback,
        double confidence,
        Instant createdAt,
        Instant updatedAt,
        int version,
        @Nullable List<String> tags,
        @Nullable Map<String, ?> extraData,
        int agreements,
        long changedIn) {

    private static final double AGREEMENT = 0.25;
    private static final double MAX_REINFORCED = 0.99;

    public boolean active() {
        return operation != OperationType.DELETE;
    }

    boolean isAt(InsightType otherType, String otherKey) {
        return type == otherType && key.equals(otherKey);
    }

    PlaybookEntry updated(ValidOperation by, String feedback, Instant now, long playbookVersion) {
        return new PlaybookEntry(
                id,
                type,
                key,
                by.value(),
                OperationType.UPDATE,
                feedback,
                by.confidence(),
                createdAt,
                now,
                version + 1,
                by.tags(),
                by.extraData(),
                0,
                playbookVersion);
    }

    /** Said again: each time a quarter of the remaining doubt goes. */
    PlaybookEntry reinforced(double sent, Instant now) {
        double grown = Math.min(MAX_REINFORCED, confidence + (1 - confidence) * AGREEMENT);
        return with(operation, Math.max(confidence, Math.max(grown, sent)), now, version, agreements + 1, changedIn);
    }

    PlaybookEntry deleted(Instant now, long playbookVersion) {
        return with(OperationType.DELETE, confidence, now, version + 1, agreements, playbookVersion);
    }

    private PlaybookEntry with(
            OperationType lastOperation, double newConfidence, Instant now, int newVersion, int newAgreements, long changed) {
        return new PlaybookEntry(
                id,
                type,
                key,
                value,
                lastOperation,
                sourceFeedback,
                newConfidence,
                createdAt,
                now,
                newVersion,
                tags,
                extraData,
                newAgreements,
                changed);
    }
}
