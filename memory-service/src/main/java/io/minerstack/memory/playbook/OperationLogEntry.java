package io.minerstack.memory.playbook;

import org.jspecify.annotations.Nullable;

/**
 * A line of the operation log.
 *
 * @param proposed what was sent; null for an entry that had to go without having been named
 * @param before the entry's value until then
 */
record OperationLogEntry(
        AppliedOperation applied,
        @Nullable ProposedOperation proposed,
        @Nullable String before) {}
