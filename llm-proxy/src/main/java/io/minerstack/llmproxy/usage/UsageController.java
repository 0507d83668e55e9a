package io.minerstack.llmproxy.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.minerstack.llmproxy.database.UsageDatabaseException;
import io.minerstack.servicesupport.context.SpendingLimits;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /usage}: the usage ledger of some days and the budgets of today, for the operator. */
@RestController
class UsageController {

    private static final int MAX_ROWS = 10_000;
    private static final int RETRY_AFTER_SECONDS = 5;

    private final UsageStore store;
    private final Clock clock;

    UsageController(UsageStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Reads usage.
     *
     * @param from first day in UTC; the first of this month where it is missing
     * @param to last day in UTC; today where it is missing
     * @param name only keys of this name
     */
    @GetMapping("/usage")
    Mono<Usage> usage(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String name) {
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate first = day("from", from, today.withDayOfMonth(1));
        LocalDate last = day("to", to, today);
        if (first.isAfter(last)) {
            return Mono.error(new ProblemException(
                    ProblemType.UNREADABLE, "There is no day from " + first + " to " + last + "."));
        }
        if (!store.isConfigured()) {
            return Mono.error(unavailable("No usage is recorded: USAGE_DATABASE_URL of llm-proxy is not set."));
        }
        // one after the other: a report takes one connection from those of the reservations
        return store.read(first, last, name, MAX_ROWS + 1)
                .zipWhen(rows -> store.budgets(today, name, MAX_ROWS))
                .map(found -> new Usage(
                        first.toString(),
                        last.toString(),
                        found.getT1().size() > MAX_ROWS,
                        found.getT1().stream().limit(MAX_ROWS).map(Row::of).toList(),
                        found.getT2().stream().map(Budget::of).toList()))
                .onErrorMap(
                        UsageDatabaseException.class,
                        away -> unavailable("The database of usage is unavailable. Retry later."));
    }

    private static ProblemException unavailable(String detail) {
        return ProblemException.unavailable(detail, RETRY_AFTER_SECONDS);
    }

    private static LocalDate day(String parameter, @Nullable String text, LocalDate otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw new ProblemException(ProblemType.UNREADABLE, parameter + ": expected a day such as 2026-01-31.");
        }
    }

    private static String units(long nanoUnits) {
        return BigDecimal.valueOf(nanoUnits)
                .divide(BigDecimal.valueOf(SpendingLimits.NANO_UNITS))
                .stripTrailingZeros()
                .toPlainString();
    }

    /**
     * What is known of some days.
     *
     * @param from first day
     * @param to last day
     * @param truncated whether there are more rows than these
     * @param rows of the ledger
     * @param budgets the counters of today and of this month, of keys that have or had a budget
     */
    record Usage(String from, String to, boolean truncated, List<Row> rows, List<Budget> budgets) {}

    /**
     * One row of the ledger.
     *
     * @param attempts that were sent to the provider
     * @param unmeasured those that ended without token counts: their tokens and money are upper bounds
     * @param unpriced those whose model has no price: their money is missing
     * @param money in units of the currency of {@code LLM_PRICES}, as decimal text
     */
    record Row(
            @JsonProperty("key_id") String keyId,
            @JsonProperty("key_name") String keyName,
            String day,
            String provider,
            String model,
            long attempts,
            long unmeasured,
            long unpriced,
            @JsonProperty("input_tokens") long inputTokens,
            @JsonProperty("output_tokens") long outputTokens,
            String money) {

        static Row of(UsageStore.UsageRow row) {
            return new Row(
                    row.key().keyId(),
                    row.key().keyName(),
                    row.key().day().toString(),
                    row.key().provider(),
                    row.key().model(),
                    row.amount().attempts(),
                    row.amount().unmeasured(),
                    row.amount().unpriced(),
                    row.amount().inputTokens(),
                    row.amount().outputTokens(),
                    units(row.amount().money()));
        }
    }

    /**
     * What a budget has spent and what attempts under way hold of it.
     *
     * @param tenant of the keys that have the budget; null where an earlier version counted, by the name alone
     * @param keyName name of the keys that have the budget
     * @param period {@code day} or {@code month}
     * @param moneySpent in units of the currency of {@code LLM_PRICES}, as decimal text
     * @param moneyHeld in units of the currency of {@code LLM_PRICES}, as decimal text
     */
    record Budget(
            @Nullable String tenant,
            @JsonProperty("key_name") String keyName,
            String period,
            String starts,
            @JsonProperty("tokens_spent") long tokensSpent,
            @JsonProperty("tokens_held") long tokensHeld,
            @JsonProperty("money_spent") String moneySpent,
            @JsonProperty("money_held") String moneyHeld) {

        static Budget of(UsageStore.BudgetRow row) {
            int slash = row.account().indexOf('/');
            return new Budget(
                    slash < 0 ? null : row.account().substring(0, slash),
                    row.account().substring(slash + 1),
                    row.period(),
                    row.starts().toString(),
                    row.tokensSpent(),
                    row.tokensHeld(),
                    units(row.moneySpent()),
                    units(row.moneyHeld()));
        }
    }
}
