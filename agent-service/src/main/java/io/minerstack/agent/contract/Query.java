package io.minerstack.agent.contract;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * An item of {@code input}.
 *
 * @param userQuery 1–10,000 characters, not only white space
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Query(String userQuery) {}
