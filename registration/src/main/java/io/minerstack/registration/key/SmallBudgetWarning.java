package io.minerstack.registration.key;

import io.minerstack.apikeys.KeyBudget;
import io.minerstack.registration.terminal.CliEnvironment;
import org.jspecify.annotations.Nullable;

/** Tells an operator of a budget that may allow no request at all. */
final class SmallBudgetWarning {

    private static final String VARIABLE = "MAX_TOKENS";
    private static final long DEFAULT_MAX_TOKENS = 4_000;

    /** Bytes of a prompt with a short question and the instructions around it. */
    private static final long SHORT_PROMPT = 2_000;

    private SmallBudgetWarning() {}

    /** Prints a note if a limit of tokens is less than what llm-proxy holds for a short question. */
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
    }

    private static long amount(@Nullable Long limit) {
        return limit == null ? Long.MAX_VALUE : limit;
    }

    private static long maxTokens(CliEnvironment environment) {
        String text = environment.variables().getOrDefault(VARIABLE, "").strip();
        return text.matches("[1-9][0-9]{0,8}") ? Long.parseLong(text) : DEFAULT_MAX_TOKENS;
    }
}
