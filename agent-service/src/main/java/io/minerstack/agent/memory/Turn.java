package io.minerstack.agent.memory;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A user message and the assistant message that answers it. Neither is blank.
 *
 * @param turnId 1–128 characters; a turn with a known id is not stored again
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Turn(String cid, String turnId, String user, String assistant) {}
