package io.minerstack.memory.playbook;

import io.minerstack.memory.playbook.rules.ValidationResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation that keeps every rule which can be checked without the playbook.
 *
 * @param value empty for a delete
 */
record ValidOperation(
        OperationType kind,
        InsightType type,
        String key,
        String value,
        double confidence,
        @Nullable List<String> tags,
        @Nullable Map<String, ?> extraData)
        implements ValidationResult {}
