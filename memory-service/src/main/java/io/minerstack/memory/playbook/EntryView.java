package io.minerstack.memory.playbook;

import io.minerstack.memory.conversationkey.ConversationKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry in the shape that callers see. */
public record EntryView(
        long id,
        String cid,
        InsightType insightType,
        String key,
        String value,
        Kind operation,
        String sourceFeedback,
        double confidenceScore,
        Instant createdAt,
        Instant updatedAt,
        int version,
        boolean isActive,
        @Nullable List<String> tags,
        @Nullable Map<String, ?> extraData) {

    public static EntryView of(ConversationKey key, Entry entry) {
        return new EntryView(
                entry.id(),
                key.cid().value(),
                entry.type(),
                entry.key(),
                entry.value(),
                entry.operation(),
                entry.sourceFeedback(),
                entry.confidence(),
                entry.createdAt(),
                entry.updatedAt(),
                entry.version(),
                entry.active(),
                entry.tags(),
                entry.extraData());
    }
}
