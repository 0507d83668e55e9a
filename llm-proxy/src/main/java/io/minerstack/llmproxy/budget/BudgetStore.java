package io.minerstack.llmproxy.budget;

import io.minerstack.servicesupport.context.SpendingLimits;
import java.time.Duration;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * The counters and reservations of all budgets, shared by all proxies. Each call is one transaction. The clock is that
 * of the store, so that all proxies agree on the windows.
 */
interface BudgetStore {

    /** Whether there is a database at all, answering or not. */
    boolean isConfigured();

    /**
     * Holds a cost in the windows of the day and of the month, or in neither.
     *
     * @param id of the reservation, new
     * @param account whose budget it is: tenant and name of the key, with a slash between them
     * @param limits of both windows
     * @param asked the most that the attempt may cost
     * @param hold time after which the attempt counts as lost
     */
    Mono<BudgetState> reserve(UUID id, String account, SpendingLimits limits, Cost asked, Duration hold);

    /** Ends a reservation with what the attempt cost. False if it had ended before. */
    Mono<Boolean> settle(UUID id, Cost cost);

    /**
     * Releases a reservation of which nobody knows whether it was made. If it is still to be made, it fails.
     *
     * @param keep time after which no call with this id can be under way any more
     * @return whether there was something to release
     */
    Mono<Boolean> withdraw(UUID id, String account, Duration keep);

    /** Charges reservations whose deadline has passed as a whole, at most a batch; returns how many. */
    Mono<Integer> chargeLost(int batch);
}
