package io.minerstack.apikeys;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a key may spend; null where it has no such limit.
 *
 * @param tokensPerDay 1 or more
 * @param tokensPerMonth 1 or more
 * @param moneyPerDay above zero, in the currency of the price table
 * @param moneyPerMonth above zero, in the currency of the price table
 */
public record KeyBudget(
        @Nullable Long tokensPerDay,
        @Nullable Long tokensPerMonth,
        @Nullable BigDecimal moneyPerDay,
        @Nullable BigDecimal moneyPerMonth) {

    /** No limit at all. */
    public static final KeyBudget NONE = new KeyBudget(null, null, null, null);
}
