package io.minerstack.stacksupport.price;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What the tokens of a model cost.
 *
 * @param input units of money for a million tokens of prompts
 * @param output units of money for a million tokens of answers
 */
public record ModelPrice(BigDecimal input, BigDecimal output) {

    /** Nano-units of one unit of money. */
    public static final long NANO_UNITS = 1_000_000_000L;

    /** The price of a model on one's own machine. */
    static final ModelPrice NONE = new ModelPrice(BigDecimal.ZERO, BigDecimal.ZERO);

    private static final BigDecimal TOKENS = BigDecimal.valueOf(1_000_000);

    /** No attempt costs more, so that sums of many fit into 64 bits. */
    private static final BigDecimal MOST = BigDecimal.valueOf(NANO_UNITS).multiply(TOKENS);

    /** What an attempt costs, in units of money. */
    public BigDecimal units(long inputTokens, long outputTokens) {
        return input.multiply(BigDecimal.valueOf(inputTokens))
                .add(output.multiply(BigDecimal.valueOf(outputTokens)))
                .divide(TOKENS);
    }

    /** The larger amount of each kind. */
    static ModelPrice highest(ModelPrice one, ModelPrice other) {
        return new ModelPrice(one.input().max(other.input()), one.output().max(other.output()));
    }

    /** What an attempt costs, in nano-units of money, rounded up; at most a million units. */
    public long nanoUnits(long inputTokens, long outputTokens) {
        return units(inputTokens, outputTokens)
                .multiply(BigDecimal.valueOf(NANO_UNITS))
                .setScale(0, RoundingMode.CEILING)
                .min(MOST)
                .longValueExact();
    }
}
