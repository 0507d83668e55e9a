package io.minerstack.llmproxy.price;

import io.minerstack.servicesupport.context.SpendingLimits;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What the tokens of a model cost.
 *
 * @param input units of money for a million tokens of prompts
 * @param output units of money for a million tokens of answers
 */
public record ModelPrice(BigDecimal input, BigDecimal output) {

    /** The price of a model on one's own machine. */
    static final ModelPrice NONE = new ModelPrice(BigDecimal.ZERO, BigDecimal.ZERO);

    private static final BigDecimal TOKENS = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal NANO_UNITS = BigDecimal.valueOf(SpendingLimits.NANO_UNITS);

    /** No attempt costs more, so that sums of many fit into 64 bits. */
    private static final BigDecimal MOST =
            BigDecimal.valueOf(SpendingLimits.NANO_UNITS).multiply(TOKENS);

    /** The larger amount of each kind. */
    static ModelPrice highest(ModelPrice one, ModelPrice other) {
        return new ModelPrice(one.input().max(other.input()), one.output().max(other.output()));
    }

    /** What an attempt costs, in nano-units of money, rounded up; at most a million units. */
    public long nanoUnits(long inputTokens, long outputTokens) {
        BigDecimal units = input.multiply(BigDecimal.valueOf(inputTokens))
                .add(output.multiply(BigDecimal.valueOf(outputTokens)))
                .divide(TOKENS);
        return units.multiply(NANO_UNITS)
                .setScale(0, RoundingMode.CEILING)
                .min(MOST)
                .longValueExact();
    }
}
