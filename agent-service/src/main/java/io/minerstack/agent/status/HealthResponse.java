package io.minerstack.agent.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The body of {@code GET /health}. The body of a 503 also has the fields of a problem, so that clients of health checks
 * and of errors both find their fields.
 *
 * @param status {@code healthy}, or {@code degraded} where the memory, a provider or every model is unavailable
 * @param components state of llm-proxy ({@code llm}) and memory-service ({@code memory}), and each provider that is
 *     {@code misconfigured}
 * @param detail cause of a 503, and the providers that are misconfigured; else null
 * @param error short stable code of a 503; null with 200
 * @param requestId id of the request; null with 200
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record HealthResponse(
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
