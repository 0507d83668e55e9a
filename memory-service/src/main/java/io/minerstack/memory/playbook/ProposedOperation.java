package io.minerstack.memory.playbook;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation as a model proposed it: nothing about it is sure yet. In the shape of the wire.
 *
 * @param dropped why the sender keeps it out of the playbook, where it does; it is then logged as rejected and nothing else
 */
record ProposedOperation(
        @Nullable String operation,
        @Nullable String insightType,
        @Nullable String key,
        @Nullable String value,
        @Nullable Double confidenceScore,
        @Nullable List<@Nullable String> tags,
        @Nullable Map<String, @Nullable Object> extraData,
        @Nullable String evidenceQuote,
        @Nullable String dropped) {}
