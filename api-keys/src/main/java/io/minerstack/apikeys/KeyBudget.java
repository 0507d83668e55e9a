package io.minerstack.apikeys;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
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

    private static final Pattern TOKENS = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern MONEY = Pattern.compile("[0-9]{1,9}([.][0-9]{1,6})?");

    /** What is wrong with limits as {@link #of} takes them, as the end of a sentence; null if nothing is. */
    public static @Nullable String flaw(Map<String, String> limits) {
        for (Map.Entry<String, String> limit : limits.entrySet()) {
            boolean right =
                    switch (limit.getKey()) {
                        case "tokens-per-day", "tokens-per-month" ->
                            TOKENS.matcher(limit.getValue()).matches();
                        case "money-per-day", "money-per-month" -> isMoney(limit.getValue());
                        default -> false;
                    };
            if (!right) {
                return "expected: such as tokens-per-day=200000 or money-per-month=5.00 (tokens or money, per day or"
                        + " per month)";
            }
        }
        return null;
    }

    /** The budget with these limits, such as {@code tokens-per-day} and {@code 200000}. */
    public static KeyBudget of(Map<String, String> limits) {
        return new KeyBudget(
                tokens(limits.get("tokens-per-day")),
                tokens(limits.get("tokens-per-month")),
                money(limits.get("money-per-day")),
                money(limits.get("money-per-month")));
    }

    /** Up to 9 digits before the point and 6 behind it, above zero. */
    static boolean isMoney(String text) {
        return MONEY.matcher(text).matches() && new BigDecimal(text).signum() > 0;
    }

    private static @Nullable Long tokens(@Nullable String text) {
        return text == null ? null : Long.valueOf(text);
    }

    private static @Nullable BigDecimal money(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
