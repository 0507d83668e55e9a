package io.minerstack.gateway.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The body of {@code /health} with a 503: the contract's fields, and those of a problem, so that clients of either find
 * theirs.
 *
 * @param components what agent-service said of each of its peers, if it did
 * @param requestId of the request that this answers
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record CannotServe(
        String status,
        String llmProvider,
        String model,
        long activeConversations,
        Features features,
        @Nullable JsonNode components,
        String detail,
        String error,
        String requestId) {

    private static final String DETAIL = "The stack can't serve just now.";

    /** Nobody has answered lately. */
    static CannotServe silent(Standing standing, RequestId requestId) {
        return of(standing, null, "The service behind the gateway does not answer.", requestId);
    }

    /** The service behind says itself that it can't. */
    static CannotServe admitted(HealthReport report, RequestId requestId) {
        JsonNode components = report.body().path("components");
        JsonNode detail = report.body().path("detail");
        return of(
                report.standing(),
                components.isObject() ? components : null,
                detail.isString() ? detail.stringValue() : DETAIL,
                requestId);
    }

    private static CannotServe of(
            Standing standing, @Nullable JsonNode components, String detail, RequestId requestId) {
        return new CannotServe(
                "degraded",
                standing.llmProvider(),
                standing.model(),
                standing.activeConversations(),
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
