package io.minerstack.memory.playbook.web;

import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.memory.playbook.InsightType;
import io.minerstack.memory.playbook.OperationType;
import io.minerstack.memory.playbook.PlaybookEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry in the shape of the public API. */
public record EntryView(
        long id,
        String cid,
        InsightType insightType,
        String key,
        String value,
        OperationType operation,
        String sourceFeedback,
        double confidenceScore,
        Instant createdAt,
        Instant updatedAt,
        int version,
        boolean isActive,
        @Nullable List<String> tags,
        @Nullable Map<String, ?> extraData) {

    public static EntryView of(ConversationKey key, PlaybookEntry entry) {
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
