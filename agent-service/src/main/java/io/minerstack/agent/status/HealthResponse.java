package io.minerstack.agent.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The body of {@code GET /health}. The body of a 503 also has the fields of a problem, so that clients of health checks
 * and of errors both find their fields.
 *
 * @param status {@code healthy}, or {@code degraded} where the memory, a provider or every model is unavailable
 * @param timestamp of the answer, with milliseconds and the offset {@code +00:00}
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
        String timestamp,
        String version,
        Map<String, String> components,
        @Nullable String detail,
        @Nullable String error,
        @Nullable String requestId) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

    /** The text of a time, with the offset {@code +00:00}, because Python before 3.11 cannot read {@code Z}. */
    static String time(Instant instant) {
        return TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Features(boolean unifiedApi, boolean conversationHistory, boolean playbookSystem) {

        static final Features ALL = new Features(true, true, true);
    }
}
