package io.minerstack.agent.status;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** memory-service's {@code /status}. */
@JsonNaming(SnakeCaseStrategy.class)
record MemoryStatus(long activeConversations) {}
