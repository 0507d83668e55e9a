package io.minerstack.agent.status;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The body of memory-service's {@code GET /status}. */
@JsonNaming(SnakeCaseStrategy.class)
record MemoryServiceStatus(long activeConversations) {}
