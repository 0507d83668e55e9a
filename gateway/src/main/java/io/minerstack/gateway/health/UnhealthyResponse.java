package io.minerstack.gateway.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The body of {@code /health} with a 503. It has the fields of the contract's health and those of a problem, so that
 * clients of either find theirs.
 *
 * @param components state of each service as agent-service reported it, or null if it reported none
 * @param requestId id of the request to {@code /health}
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record UnhealthyResponse(
        String status,
        String llmProvider,
        String model,
        long activeConversations,
        Features features,
        @Nullable JsonNode components,
        String detail,
        String error,
        String requestId) {

    private static final String DEFAULT_DETAIL = "The stack can't serve now.";

    /** agent-service has not answered recently. */
    static UnhealthyResponse ofNoReport(LastKnownHealth lastKnown, RequestId requestId) {
        return of(lastKnown, null, "The service behind the gateway does not answer.", requestId);
    }

    /** agent-service reports that the stack can't serve. */
    static UnhealthyResponse ofReport(AgentHealthReport report, RequestId requestId) {
        JsonNode components = report.body().path("components");
        JsonNode detail = report.body().path("detail");
        return of(
                report.lastKnown(),
                components.isObject() ? components : null,
                detail.isString() ? detail.stringValue() : DEFAULT_DETAIL,
                requestId);
    }

    private static UnhealthyResponse of(
            LastKnownHealth lastKnown, @Nullable JsonNode components, String detail, RequestId requestId) {
        return new UnhealthyResponse(
                "degraded",
                lastKnown.llmProvider(),
                lastKnown.model(),
                lastKnown.activeConversations(),
                Features.ALL,
                components,
                detail,
                ProblemType.UNAVAILABLE.code(),
                requestId.value());
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Features(boolean unifiedApi, boolean conversationHistory, boolean playbookSystem) {

        private static final Features ALL = new Features(true, true, true);
    }
}
