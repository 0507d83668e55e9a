package io.minerstack.agent.memory;

/**
 * A stored message.
 *
 * @param role {@code user} or {@code assistant}
 */
public record HistoryMessage(String role, String content) {}
