package io.minerstack.memory.playbook;

import org.jspecify.annotations.Nullable;

/**
 * One row of the operation log.
 *
 * @param proposed the operation as sent; null for the removal of an entry that no operation named
 * @param valueBefore the entry's value before the operation; null where the operation met no entry
 */
public record OperationLogEntry(
        AppliedOperation applied,
        @Nullable ProposedOperation proposed,
        @Nullable String valueBefore) {}
