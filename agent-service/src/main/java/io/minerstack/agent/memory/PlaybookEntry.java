package io.minerstack.agent.memory;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * An active playbook entry, with the fields that prompts and feedback need.
 *
 * @param confidenceScore 0–1
 * @param version 1 for a new entry, plus 1 for each update
 */
@JsonNaming(SnakeCaseStrategy.class)
public record PlaybookEntry(String insightType, String key, String value, double confidenceScore, int version) {}
