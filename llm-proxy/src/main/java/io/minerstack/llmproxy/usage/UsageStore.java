package io.minerstack.llmproxy.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The tables of usage. */
interface UsageStore {

    /** Whether there is a database at all, answering or not. */
    boolean isConfigured();

    /** Adds a batch to the ledger, once however often it is called with one id. */
    Mono<Void> record(UsageBuffer.Batch batch, Instant now);

    /**
     * Deletes ledger rows before a day, and what is not needed any more: of each kind at most a batch. Returns how many
     * rows were deleted, 0 when none is left.
     */
    Mono<Integer> prune(LocalDate from, int batch);

    /**
     * Reads the ledger, the days in their order.
     *
     * @param from first day
     * @param to last day
     * @param name only keys of this name; null for all
     * @param limit rows at most
     */
    Mono<List<UsageRow>> read(LocalDate from, LocalDate to, @Nullable String name, int limit);

    /**
     * Reads the counters of the budgets of a day and of its month.
     *
     * @param name only of keys of this name; null for all
     */
    Mono<List<BudgetRow>> budgets(LocalDate day, @Nullable String name, int limit);

    /** One row of the ledger. */
    record UsageRow(LedgerKey key, UsageAmount amount) {}

    /**
     * One counter of a budget.
     *
     * @param account tenant and name of the keys that it counts for, with a slash between them; the name alone where
     *     an earlier version counted
     * @param period {@code day} or {@code month}
     * @param starts first day of the window
     * @param moneySpent in nano-units
     * @param moneyHeld in nano-units
     */
    record BudgetRow(
            String account,
            String period,
            LocalDate starts,
            long tokensSpent,
            long tokensHeld,
            long moneySpent,
            long moneyHeld) {}
}
