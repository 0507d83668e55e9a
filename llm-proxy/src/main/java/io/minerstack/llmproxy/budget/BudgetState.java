package io.minerstack.llmproxy.budget;

import java.time.Instant;

/**
 * What the counters of a budget say after a reservation was asked for.
 *
 * @param reserved whether the reservation was made
 * @param day counter of the day
 * @param month counter of the month
 * @param asked when it was asked for, by the clock of the database
 */
record BudgetState(boolean reserved, Window day, Window month, Instant asked) {

    /**
     * One counter.
     *
     * @param tokensSpent of attempts that ended
     * @param tokensHeld of attempts under way, at most
     * @param moneySpent of attempts that ended, in nano-units
     * @param moneyHeld of attempts under way, at most, in nano-units
     */
    record Window(long tokensSpent, long tokensHeld, long moneySpent, long moneyHeld) {}
}
