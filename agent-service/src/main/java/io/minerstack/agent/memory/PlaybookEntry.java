package io.minerstack.agent.memory;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * An active playbook entry, as far as a prompt needs it.
 *
 * @param confidenceScore 0–1
 * @param version from 1; counts its updates
 */
@JsonNaming(SnakeCaseStrategy.class)
public record PlaybookEntry(String insightType, String key, String value, double confidenceScore, int version) {}
