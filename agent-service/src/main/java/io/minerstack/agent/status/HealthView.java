package io.minerstack.agent.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The body of {@code GET /health}; that of a 503 has the fields of a problem too, so that clients of either find theirs.
 *
 * @param status {@code healthy}, or {@code degraded} where something is missing, with or without which answers can do
 * @param components state of each peer
 * @param detail why it can't serve; null where it can, as are the next two
 * @param error that, as a short stable code
 * @param requestId names the request
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record HealthView(
        String status,
        String llmProvider,
        String model,
        long activeConversations,
        Features features,
        Instant timestamp,
        String version,
        Map<String, String> components,
        @Nullable String detail,
        @Nullable String error,
        @Nullable String requestId) {

    @JsonNaming(SnakeCaseStrategy.class)
    record Features(boolean unifiedApi, boolean conversationHistory, boolean playbookSystem) {

        static final Features ALL = new Features(true, true, true);
    }
}
