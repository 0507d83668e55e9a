package io.minerstack.agent.status;

import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The body of {@code GET /health}.
 *
 * @param status {@code healthy}, or {@code degraded} where something is missing that answers can do without
 * @param components state of each peer
 */
@JsonNaming(SnakeCaseStrategy.class)
record HealthView(
        String status,
        String llmProvider,
        String model,
        long activeConversations,
        Features features,
        Instant timestamp,
        String version,
        Map<String, String> components) {

    @JsonNaming(SnakeCaseStrategy.class)
    record Features(boolean unifiedApi, boolean conversationHistory, boolean playbookSystem) {

        static final Features ALL = new Features(true, true, true);
    }
}
