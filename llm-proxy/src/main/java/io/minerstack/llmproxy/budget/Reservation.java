package io.minerstack.llmproxy.budget;

import io.minerstack.llmproxy.budget.BudgetMetrics.Outcome;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/** What one attempt may cost, held in the budget of its key until one of the methods ends it. */
public final class Reservation {

    private final UUID id;
    private final Cost held;
    private final Instant deadline;
    private final Settlements settlements;
    private final AtomicBoolean ended = new AtomicBoolean();

    Reservation(UUID id, Cost held, Instant deadline, Settlements settlements) {
        this.id = id;
        this.held = held;
        this.deadline = deadline;
        this.settlements = settlements;
    }

    /**
     * The attempt cost this. Begins to settle at once, subscribed or not; completes when that is done, and after a
     * moment in any case. Never fails.
     */
    public Mono<Void> settle(Cost cost) {
        return end(Outcome.SETTLED, cost);
    }

    /**
     * The attempt ended without token counts, and the provider may have been paid for all of it. As {@link #settle}.
     */
    public Mono<Void> charge() {
        return end(Outcome.CHARGED, held);
    }

    /** The attempt cost nothing. As {@link #settle}. */
    public Mono<Void> release() {
        return end(Outcome.RELEASED, Cost.NOTHING);
    }

    private Mono<Void> end(Outcome outcome, Cost cost) {
        return ended.compareAndSet(false, true) ? settlements.settle(this, outcome, cost) : Mono.empty();
    }

    UUID id() {
        return id;
    }

    Cost held() {
        return held;
    }

    Instant deadline() {
        return deadline;
    }
}
