package io.minerstack.llmproxy.usage;

/**
 * Usage of one attempt, or of several.
 *
 * @param attempts that were sent
 * @param unmeasured those that ended without token counts: their tokens and money are upper bounds
 * @param unpriced those whose model has no price: their money is missing
 * @param inputTokens of the prompts
 * @param outputTokens of the answers
 * @param money in nano-units
 */
public record UsageAmount(
        long attempts, long unmeasured, long unpriced, long inputTokens, long outputTokens, long money) {

    /** Both together. */
    UsageAmount plus(UsageAmount other) {
        return new UsageAmount(
                attempts + other.attempts,
                unmeasured + other.unmeasured,
                unpriced + other.unpriced,
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                money + other.money);
    }
}
