package io.minerstack.llmproxy.budget;

import io.minerstack.llmproxy.failure.RefusedLimit;
import io.minerstack.servicesupport.context.SpendingLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One limit of a budget and its state: tokens or money, of the day or of the month.
 *
 * @param name such as {@code tokens-day}
 * @param unit {@code tokens}, or {@code micro-units} of money
 * @param limit in tokens or nano-units
 * @param spent in tokens or nano-units
 * @param held in tokens or nano-units
 * @param nanoUnits whether the numbers are money
 * @param window length of the window
 * @param left time until the next window begins
 */
record BudgetLimit(
        String name,
        String unit,
        long limit,
        long spent,
        long held,
        boolean nanoUnits,
        Duration window,
        Duration left) {

    /** The largest integer that a structured field may have (RFC 9651, section 3.3.1). */
    private static final long MAX_FIELD_INTEGER = 999_999_999_999_999L;

    private static final long NANO_PER_MICRO = 1_000;

    /** Attempts under way end within seconds, and most of them cost less than is held for them. */
    private static final Duration RETRY_AFTER_HELD = Duration.ofSeconds(5);

    /** The limits that a key has, those of the day first. */
    static List<BudgetLimit> of(SpendingLimits limits, BudgetState state, Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate month = today.withDayOfMonth(1);
        Duration dayLeft = Duration.between(now, start(today.plusDays(1)));
        Duration monthLeft = Duration.between(now, start(month.plusMonths(1)));
        Duration monthLength = Duration.between(start(month), start(month.plusMonths(1)));
        List<BudgetLimit> all = new ArrayList<>(4);
        add(all, "day", limits.tokensPerDay(), limits.moneyPerDay(), state.day(), Duration.ofDays(1), dayLeft);
        add(all, "month", limits.tokensPerMonth(), limits.moneyPerMonth(), state.month(), monthLength, monthLeft);
        return all;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static void add(
            List<BudgetLimit> all,
            String period,
            @Nullable Long tokens,
            @Nullable Long money,
            BudgetState.Window window,
            Duration length,
            Duration left) {
        if (tokens != null) {
            all.add(new BudgetLimit(
                    "tokens-" + period,
                    "tokens",
                    tokens,
                    window.tokensSpent(),
                    window.tokensHeld(),
                    false,
                    length,
                    left));
        }
        if (money != null) {
            all.add(new BudgetLimit(
                    "money-" + period,
                    "micro-units",
                    money,
                    window.moneySpent(),
                    window.moneyHeld(),
                    true,
                    length,
                    left));
        }
    }

    /** Whether a cost does not fit beside what is spent and held. */
    boolean refuses(Cost asked) {
        return spent + held + amount(asked) > limit;
    }

    /** Whether a cost does not fit beside what is spent, whatever becomes of the attempts under way. */
    boolean isSpentFor(Cost asked) {
        return spent + amount(asked) > limit;
    }

    /** Whether a cost is more than the whole limit, so that no window ever allows it. */
    boolean neverAllows(Cost asked) {
        return amount(asked) > limit;
    }

    /** Until when a refused caller waits in vain; null where waiting never helps. */
    @Nullable
    Duration wait(Cost asked) {
        if (neverAllows(asked)) {
            return null;
        }
        return isSpentFor(asked) ? left : RETRY_AFTER_HELD;
    }

    /** What a refused caller is told. */
    String detail(Cost asked) {
        String what = nanoUnits ? "money" : "tokens";
        return neverAllows(asked)
                ? "The request may cost up to " + text(amount(asked)) + " (the bytes of its prompt and MAX_TOKENS),"
                        + " more than the key's whole budget of " + text(limit) + " for a " + period()
                        + ". No later request of this size can succeed: the budget has to be at least that, or"
                        + " MAX_TOKENS smaller."
                : "The key's budget of " + what + " for this " + period()
                        + " does not allow what the request may cost.";
    }

    /** What the audit log has of a refusal. */
    RefusedLimit refused(Cost asked) {
        return new RefusedLimit(name, nanoUnits ? "nano-units" : unit, limit, spent, held, amount(asked));
    }

    private String period() {
        return name.endsWith("day") ? "day" : "month";
    }

    private String text(long amount) {
        return nanoUnits
                ? BigDecimal.valueOf(amount)
                                .divide(BigDecimal.valueOf(SpendingLimits.NANO_UNITS))
                                .toPlainString() + " units of money"
                : amount + " tokens";
    }

    private long amount(Cost cost) {
        return nanoUnits ? cost.money() : cost.tokens();
    }

    /** One policy of the header {@code RateLimit-Policy}. */
    String policy() {
        return "\"" + name + "\";q=" + field(limit) + ";qu=\"" + unit + "\";w=" + window.toSeconds();
    }

    /** The same policy in the header {@code RateLimit}: what is left of it, and until when. */
    String remaining() {
        return "\"" + name + "\";r=" + field(Math.max(0, limit - spent - held)) + ";t="
                + left.plusNanos(999_999_999).toSeconds();
    }

    private long field(long amount) {
        return Math.min(MAX_FIELD_INTEGER, nanoUnits ? amount / NANO_PER_MICRO : amount);
    }
}
