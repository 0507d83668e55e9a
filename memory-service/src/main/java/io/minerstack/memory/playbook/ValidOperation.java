package io.minerstack.memory.playbook;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation that passed every rule that needs no look at the playbook.
 *
 * @param value empty for a delete
 * @param confidence 0–1; 0 for a delete
 */
public record ValidOperation(
        OperationType operation,
        InsightType type,
        String key,
        String value,
        double confidence,
        @Nullable List<String> tags,
        @Nullable Map<String, ?> extraData) {}
