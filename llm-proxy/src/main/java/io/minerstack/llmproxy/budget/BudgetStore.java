package io.minerstack.llmproxy.budget;

import io.minerstack.servicesupport.context.SpendingLimits;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The counters and reservations of all budgets, shared by all proxies. Each call is one transaction. */
interface BudgetStore {

    /** Whether there is a database at all, answering or not. */
    boolean isConfigured();

    /**
     * Holds a cost in the windows of the day and of the month, or in neither.
     *
     * @param id of the reservation, new
     * @param account whose budget it is
     * @param limits of both windows
     * @param asked the most that the attempt may cost
     * @param now decides about the windows
     * @param deadline when the attempt counts as lost
     */
    Mono<BudgetState> reserve(
            UUID id, String account, SpendingLimits limits, Cost asked, Instant now, Instant deadline);

    /** Ends a reservation with what the attempt cost. False if it had ended before. */
    Mono<Boolean> settle(UUID id, Cost cost);

    /** Charges reservations whose deadline has passed as a whole, at most a batch; returns how many. */
    Mono<Integer> chargeLost(Instant now, int batch);
}
