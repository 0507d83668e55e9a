package io.minerstack.agent.memory;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * One user and one assistant message that belong together. Neither is blank.
 *
 * @param turnId 1–128 characters; a repeat stores nothing again
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Turn(String cid, String turnId, String user, String assistant) {}
