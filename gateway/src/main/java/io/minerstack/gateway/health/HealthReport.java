package io.minerstack.gateway.health;

import java.time.Instant;
import org.springframework.http.HttpStatusCode;
import tools.jackson.databind.JsonNode;

/**
 * What agent-service said when it was last asked.
 *
 * @param status its HTTP status
 * @param body its JSON object
 * @param seen when it answered
 */
record HealthReport(HttpStatusCode status, JsonNode body, Instant seen) {}
