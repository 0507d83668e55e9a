package io.minerstack.llmproxy.failure;

/**
 * The limit of a budget that refused an attempt, for the audit log.
 *
 * @param name such as {@code tokens-day}
 * @param unit {@code tokens} or {@code nano-units} of money
 * @param allowed in that unit, as the next ones
 * @param spent by attempts that ended
 * @param held by attempts under way
 * @param asked the most that the attempt may cost
 */
public record RefusedLimit(String name, String unit, long allowed, long spent, long held, long asked) {}
