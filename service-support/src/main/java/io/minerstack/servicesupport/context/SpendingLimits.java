package io.minerstack.servicesupport.context;

import io.minerstack.stacksupport.price.ModelPrice;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a key may spend in a day and in a month of UTC. A limit that is null limits nothing. Money is counted in
 * nano-units: 1,000,000,000 are one unit of the currency of the prices.
 *
 * @param tokensPerDay tokens of prompts and answers, 1 or more
 * @param tokensPerMonth tokens of prompts and answers, 1 or more
 * @param moneyPerDay nano-units, 1 or more
 * @param moneyPerMonth nano-units, 1 or more
 */
public record SpendingLimits(
        @Nullable Long tokensPerDay,
        @Nullable Long tokensPerMonth,
        @Nullable Long moneyPerDay,
        @Nullable Long moneyPerMonth) {

    /** Nano-units of one unit of money. */
    public static final long NANO_UNITS = ModelPrice.NANO_UNITS;

    private static final String TOKENS_PER_DAY = "tokens-per-day";
    private static final String TOKENS_PER_MONTH = "tokens-per-month";
    private static final String MONEY_PER_DAY = "money-per-day";
    private static final String MONEY_PER_MONTH = "money-per-month";

    /** Four limits at most, so that no pattern has to read a long text. */
    private static final int MAX_LENGTH = 200;

    private static final Pattern LIMIT =
            Pattern.compile("(tokens-per-day|tokens-per-month|money-per-day|money-per-month)=([1-9][0-9]{0,18})");

    /**
     * Reads {@link #toHeader()}.
     *
     * @throws IllegalArgumentException for any other text: a limit that can't be read must not become no limit
     */
    static SpendingLimits parse(String header) {
        if (header.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("limits: longer than " + MAX_LENGTH + " characters");
        }
        Map<String, Long> limits = new HashMap<>();
        for (String part : header.split(",", -1)) {
            Matcher limit = LIMIT.matcher(part.strip());
            if (!limit.matches() || limits.put(limit.group(1), Long.valueOf(limit.group(2))) != null) {
                throw new IllegalArgumentException("limits: expected tokens-per-day=1000,money-per-month=5000000000");
            }
        }
        return new SpendingLimits(
                limits.get(TOKENS_PER_DAY),
                limits.get(TOKENS_PER_MONTH),
                limits.get(MONEY_PER_DAY),
                limits.get(MONEY_PER_MONTH));
    }

    /** Whether nothing is limited. */
    public boolean isEmpty() {
        return tokensPerDay == null && tokensPerMonth == null && !limitsMoney();
    }

    /** Whether money is limited, so that an attempt needs a price. */
    public boolean limitsMoney() {
        return moneyPerDay != null || moneyPerMonth != null;
    }

    /** The form of {@link ContextHeaders#KEY_BUDGET}: {@code tokens-per-day=1000,money-per-month=5000000000}. */
    String toHeader() {
        return Stream.of(
                        text(TOKENS_PER_DAY, tokensPerDay),
                        text(TOKENS_PER_MONTH, tokensPerMonth),
                        text(MONEY_PER_DAY, moneyPerDay),
                        text(MONEY_PER_MONTH, moneyPerMonth))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(","));
    }

    private static String text(String name, @Nullable Long limit) {
        return limit == null ? "" : name + "=" + limit;
    }
}
