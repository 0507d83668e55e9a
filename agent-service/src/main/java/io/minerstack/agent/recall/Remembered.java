package io.minerstack.agent.recall;

/**
 * A stored message.
 *
 * @param role {@code user} or {@code assistant}
 */
public record Remembered(String role, String content) {}
