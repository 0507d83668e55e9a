package io.minerstack.memory.playbook;

import java.util.List;

/**
 * All that one feedback writes.
 *
 * @param entries new and changed entries, in an order that violates no unique index while they are written
 * @param lastId the highest entry id given out, these entries included
 */
public record PlaybookChanges(
        List<PlaybookEntry> entries, long lastId, List<OperationLogEntry> log, FeedbackResult result) {}
