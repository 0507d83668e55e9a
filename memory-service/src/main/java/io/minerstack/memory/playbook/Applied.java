package io.minerstack.memory.playbook;

import io.minerstack.memory.database.PostgresText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one operation, or of an entry that had to go because of one. In the shape of the wire.
 *
 * @param id the entry's; null where the operation was rejected
 * @param tags the entry's
 * @param version the entry's, after it
 */
record Applied(
        @Nullable String operation,
        @Nullable String insightType,
        @Nullable String key,
        @Nullable String value,
        @Nullable Double confidenceScore,
        @Nullable List<String> tags,
        @Nullable Long id,
        @Nullable Integer version,
        Outcome outcome,
        @Nullable Reason reason) {

    private static final int MAX_SHOWN = 500;

    static Applied to(Entry entry, Kind operation, Outcome outcome, @Nullable Reason reason) {
        return new Applied(
                operation.word(),
                entry.type().word(),
                entry.key(),
                entry.value(),
                entry.confidence(),
                entry.tags(),
                entry.id(),
                entry.version(),
                outcome,
                reason);
    }

    static Applied rejected(ProposedOperation proposed, Reason reason) {
        return new Applied(
                shown(proposed.operation()),
                shown(proposed.insightType()),
                shown(proposed.key()),
                shown(proposed.value()),
                proposed.confidenceScore(),
                null,
                null,
                null,
                Outcome.REJECTED,
                reason);
    }

    /** What was refused may be of any length and content. */
    private static @Nullable String shown(@Nullable String sent) {
        return sent == null ? null : PostgresText.truncate(PostgresText.sanitize(sent), MAX_SHOWN);
    }
}
