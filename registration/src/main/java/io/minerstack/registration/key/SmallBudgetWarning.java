package io.minerstack.registration.key;

import io.minerstack.apikeys.KeyBudget;
import io.minerstack.registration.key.ConfiguredPrices.RequestCost;
import io.minerstack.registration.preflight.report.TerminalSafeText;
import io.minerstack.registration.terminal.CliEnvironment;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Tells an operator of a budget that may allow no request at all, or that limits nothing. */
final class SmallBudgetWarning {

    private static final String VARIABLE = "MAX_TOKENS";
    private static final long DEFAULT_MAX_TOKENS = 4_000;

    /** Bytes of a prompt with a short question and the instructions around it. */
    private static final long SHORT_PROMPT = 2_000;

    private SmallBudgetWarning() {}

    /** Prints a note if a limit is less than what llm-proxy holds for a short question, or has no effect. */
    static void print(KeyBudget budget, CliEnvironment environment) {
        long maxTokens = maxTokens(environment);
        long held = maxTokens + SHORT_PROMPT;
        long smallest = Math.min(amount(budget.tokensPerDay()), amount(budget.tokensPerMonth()));
        if (smallest < held) {
            environment
                    .terminal()
                    .note("A budget of " + smallest + " tokens may allow no request: each one holds " + VARIABLE + " ("
                            + maxTokens + ") and the bytes of its prompt. Give " + held + " or more, or make "
                            + VARIABLE + " smaller.");
        }
        BigDecimal money = smaller(budget.moneyPerDay(), budget.moneyPerMonth());
        String note = money == null ? null : noteOfMoney(money, environment.variables(), maxTokens);
        if (note != null) {
            environment.terminal().note(note);
        }
    }

    private static @Nullable String noteOfMoney(BigDecimal budget, Map<String, String> variables, long maxTokens) {
        try {
            return noteOfMoney(budget, ConfiguredPrices.of(variables, SHORT_PROMPT, maxTokens));
        } catch (IllegalArgumentException refused) {
            return "llm-proxy does not start with these LLM_PRICES: "
                    + TerminalSafeText.of(String.valueOf(refused.getMessage())) + ".";
        }
    }

    /** Null if there is nothing to say. */
    private static @Nullable String noteOfMoney(BigDecimal budget, List<RequestCost> costs) {
        StringJoiner unpriced = new StringJoiner(", ");
        BigDecimal least = null;
        BigDecimal most = null;
        for (RequestCost each : costs) {
            BigDecimal cost = each.cost();
            if (cost == null) {
                unpriced.add(TerminalSafeText.of(each.model()));
            } else {
                least = least == null ? cost : least.min(cost);
                most = most == null ? cost : most.max(cost);
            }
        }
        if (least == null || most == null) {
            return unpriced.length() == 0
                    ? null
                    : "A budget of money allows no request now: LLM_PRICES has no price for " + unpriced
                            + ". Add it, or give a budget of tokens.";
        }
        if (unpriced.length() == 0 && most.signum() == 0) {
            return "A budget of money limits nothing now: by LLM_PROVIDER and LLM_PRICES, no configured model costs"
                    + " anything. A budget of tokens limits all of them.";
        }
        if (least.compareTo(budget) > 0) {
            return "A budget of " + budget.toPlainString() + " units of money may allow no request: each one holds"
                    + " what " + VARIABLE + " and the bytes of its prompt cost by LLM_PRICES. Give "
                    + least.stripTrailingZeros().toPlainString() + " or more, or make " + VARIABLE + " smaller.";
        }
        return unpriced.length() == 0
                ? null
                : "LLM_PRICES has no price for " + unpriced + ": a key with a budget of money can't use it.";
    }

    private static @Nullable BigDecimal smaller(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.min(other);
    }

    private static long amount(@Nullable Long limit) {
        return limit == null ? Long.MAX_VALUE : limit;
    }

    private static long maxTokens(CliEnvironment environment) {
        String text = environment.variables().getOrDefault(VARIABLE, "").strip();
        return text.matches("[1-9][0-9]{0,8}") ? Long.parseLong(text) : DEFAULT_MAX_TOKENS;
    }
}
