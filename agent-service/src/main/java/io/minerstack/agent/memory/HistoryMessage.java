package io.minerstack.agent.memory;

/**
 * A message of the conversation's history.
 *
 * @param role {@code user} or {@code assistant}
 */
public record HistoryMessage(String role, String content) {}
