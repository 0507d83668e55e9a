package io.minerstack.gateway.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import tools.jackson.databind.JsonNode;

/**
 * What agent-service said when it was last asked.
 *
 * @param status its HTTP status
 * @param body its JSON object: the contract's, or a problem where it can't serve
 * @param retryAfter its {@code Retry-After}, whole seconds
 * @param standing what is known with it and from before
 * @param seen when it answered
 */
record HealthReport(
        HttpStatusCode status, JsonNode body, @Nullable String retryAfter, Standing standing, Instant seen) {

    /** Whether the stack serves, so that the body is the contract's as it stands. */
    boolean serves() {
        return status.is2xxSuccessful();
    }
}
