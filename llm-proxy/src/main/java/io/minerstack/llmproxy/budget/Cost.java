package io.minerstack.llmproxy.budget;

/**
 * What an attempt costs.
 *
 * @param tokens of the prompt and the answer together
 * @param money in nano-units
 */
public record Cost(long tokens, long money) {

    /** What an attempt costs that was not sent, or that the provider refused. */
    public static final Cost NOTHING = new Cost(0, 0);

    public Cost {
        if (tokens < 0 || money < 0) {
            throw new IllegalArgumentException("cost: " + tokens + " tokens, " + money + " (expected: 0 or more)");
        }
    }

    /** Whether this is more than the other one in tokens or in money. */
    boolean isAbove(Cost other) {
        return tokens > other.tokens || money > other.money;
    }
}
