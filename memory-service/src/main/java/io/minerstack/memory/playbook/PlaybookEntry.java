package io.minerstack.memory.playbook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One preference, fact or other insight about the user of a conversation.
 *
 * @param id counted from 1 within the conversation
 * @param operation type of the last operation; an entry whose last operation is {@link OperationType#DELETE} is not
 *     active
 * @param sourceFeedback the start of the feedback; the log holds all of it
 * @param confidence 0–1
 * @param version counted from 1; grows with every change of the value
 * @param agreements how often a later feedback gave the same value
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

    private static final double MAX_REINFORCED = 0.99;

    public boolean active() {
        return operation != OperationType.DELETE;
    }

    public boolean isAt(InsightType otherType, String otherKey) {
        return type == otherType && key.equals(otherKey);
    }

    /** The next version, with the operation's value. */
    public PlaybookEntry updated(ValidOperation by, String feedback, Instant now, long playbookVersion) {
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

    /**
     * The same version after another feedback gave the same value: confidence += (1 - confidence) / 4, at most 0.99,
     * and never less than before or than the operation's own confidence.
     */
    public PlaybookEntry reinforced(double operationConfidence, Instant now) {
        double grown = Math.min(MAX_REINFORCED, confidence + (1 - confidence) / 4);
        double highest = Math.max(confidence, Math.max(grown, operationConfidence));
        return with(operation, highest, now, version, agreements + 1, changedIn);
    }

    public PlaybookEntry deleted(Instant now, long playbookVersion) {
        return with(OperationType.DELETE, confidence, now, version + 1, agreements, playbookVersion);
    }

    private PlaybookEntry with(
            OperationType lastOperation,
            double newConfidence,
            Instant now,
            int newVersion,
            int newAgreements,
            long changed) {
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
