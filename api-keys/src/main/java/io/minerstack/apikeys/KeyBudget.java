package io.minerstack.apikeys;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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

    /** In place of an amount: no limit. */
    public static final String NO_LIMIT = "none";

    private static final Set<String> LIMITS =
            Set.of("tokens-per-day", "tokens-per-month", "money-per-day", "money-per-month");

    /** As {@link #flaw}, for changes as {@link #with} takes them. */
    public static @Nullable String flawOfChanges(Map<String, String> changes) {
        Map<String, String> amounts = new HashMap<>(changes);
        amounts.entrySet().removeIf(change -> change.getValue().equals(NO_LIMIT) && LIMITS.contains(change.getKey()));
        String flaw = flaw(amounts);
        return flaw == null ? null : flaw + ", or " + NO_LIMIT + " for no such limit";
    }

    /** The limits by name, as {@link #of} takes them, in the order of the names. */
    public SortedMap<String, String> limits() {
        SortedMap<String, String> limits = new TreeMap<>();
        put(limits, "tokens-per-day", tokensPerDay == null ? null : tokensPerDay.toString());
        put(limits, "tokens-per-month", tokensPerMonth == null ? null : tokensPerMonth.toString());
        put(limits, "money-per-day", moneyPerDay == null ? null : moneyPerDay.toPlainString());
        put(limits, "money-per-month", moneyPerMonth == null ? null : moneyPerMonth.toPlainString());
        return limits;
    }

    /** This budget with some limits changed: each to an amount, or to {@link #NO_LIMIT}. */
    public KeyBudget with(Map<String, String> changes) {
        Map<String, String> limits = limits();
        changes.forEach((name, amount) -> put(limits, name, amount.equals(NO_LIMIT) ? null : amount));
        return of(limits);
    }

    private static void put(Map<String, String> limits, String name, @Nullable String amount) {
        if (amount == null) {
            limits.remove(name);
        } else {
            limits.put(name, amount);
        }
    }

    /** Whether both allow the same: 5.0 and 5.00 units of money are the same. */
    boolean isSameAs(KeyBudget other) {
        return Objects.equals(tokensPerDay, other.tokensPerDay)
                && Objects.equals(tokensPerMonth, other.tokensPerMonth)
                && isSame(moneyPerDay, other.moneyPerDay)
                && isSame(moneyPerMonth, other.moneyPerMonth);
    }

    private static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.compareTo(other) == 0;
    }

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
                        + " per month, and above zero)";
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
