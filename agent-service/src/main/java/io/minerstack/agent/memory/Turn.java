package io.minerstack.agent.memory;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A user message and the assistant message that answers it. Neither is blank.
 *
 * @param turnId 1–128 characters; a turn with a known id is not stored again
 * @param feedback whether the user message is a feedback on what is remembered: memory-service then also leaves out of
 *     the stored messages what the person takes back
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Turn(String cid, String turnId, String user, String assistant, boolean feedback) {}
