package io.minerstack.gateway.health;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import tools.jackson.databind.JsonNode;

/**
 * One response of agent-service to {@code GET /health}.
 *
 * @param status the HTTP status
 * @param body the JSON object: the contract's health, or a problem where the stack can't serve
 * @param retryAfter the {@code Retry-After} header, whole seconds
 * @param lastKnown what this and earlier reports say
 * @param receivedAt when the response arrived
 */
record AgentHealthReport(
        HttpStatusCode status,
        JsonNode body,
        @Nullable Duration retryAfter,
        LastKnownHealth lastKnown,
        Instant receivedAt) {

    /** Whether the stack can serve. If so, callers get the body unchanged. */
    boolean canServe() {
        return status.is2xxSuccessful();
    }
}
