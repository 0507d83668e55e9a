package io.minerstack.memory.playbook;

import io.minerstack.memory.database.PostgresText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one operation, or of the removal of an entry that no operation named, in the shape of the response.
 *
 * @param confidenceScore of the entry after the operation; of a rejected operation, as proposed
 * @param tags of the entry
 * @param id of the entry; null for a rejected operation
 * @param version of the entry after the operation
 */
public record AppliedOperation(
        @Nullable String operation,
        @Nullable String insightType,
        @Nullable String key,
        @Nullable String value,
        @Nullable Double confidenceScore,
        @Nullable List<String> tags,
        @Nullable Long id,
        @Nullable Integer version,
        OperationOutcome outcome,
        @Nullable ReasonCode reason) {

    private static final int MAX_SHOWN = 500;

    /** An operation that took effect; the entry is as it is afterwards. */
    public static AppliedOperation to(
            PlaybookEntry entry, OperationType operation, OperationOutcome outcome, @Nullable ReasonCode reason) {
        return new AppliedOperation(
                operation.label(),
                entry.type().label(),
                entry.key(),
                entry.value(),
                entry.confidence(),
                entry.tags(),
                entry.id(),
                entry.version(),
                outcome,
                reason);
    }

    /** An operation that the rules refused: shown as it was sent, each text cut to 500 characters. */
    public static AppliedOperation rejected(ProposedOperation proposed, ReasonCode reason) {
        return rejected(
                shown(proposed.operation()),
                shown(proposed.insightType()),
                shown(proposed.key()),
                shown(proposed.value()),
                proposed.confidenceScore(),
                reason);
    }

    /** An operation that passed the rules and that the playbook's present state refuses. */
    public static AppliedOperation rejected(ValidOperation operation, ReasonCode reason) {
        return rejected(
                operation.operation().label(),
                operation.type().label(),
                operation.key(),
                shown(operation.value()),
                operation.confidence(),
                reason);
    }

    private static AppliedOperation rejected(
            @Nullable String operation,
            @Nullable String insightType,
            @Nullable String key,
            @Nullable String value,
            @Nullable Double confidence,
            ReasonCode reason) {
        return new AppliedOperation(
                operation, insightType, key, value, confidence, null, null, null, OperationOutcome.REJECTED, reason);
    }

    private static @Nullable String shown(@Nullable String sent) {
        return sent == null ? null : PostgresText.truncate(PostgresText.sanitize(sent), MAX_SHOWN);
    }
}
