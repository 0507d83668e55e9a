package io.minerstack.llmproxy.budget;

import io.minerstack.llmproxy.budget.BudgetMetrics.Outcome;
import io.minerstack.servicesupport.shutdown.ShutdownWait;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Ends reservations, also after their requests have ended. While the database is away, a settlement is tried again
 * until the deadline of its reservation, after which the reservation is charged as a whole. A shutdown waits for
 * settlements.
 */
@Component
class Settlements implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Settlements.class);
    /** So that the next request of the same caller finds what this one left, as long as the database is quick. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(300);

    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);
    /** Further ones are tried once: an outage must not fill the memory. */
    private static final int MAX_RETRYING = 10_000;

    private final BudgetStore store;
    private final BudgetMetrics metrics;
    private final Clock clock;
    private final Duration stopLimit;
    private final AtomicInteger pending = new AtomicInteger();
    private volatile boolean running;

    @Autowired
    Settlements(BudgetStore store, BudgetMetrics metrics, LifecycleProperties lifecycle, Clock clock) {
        this(store, metrics, ShutdownWait.limit(lifecycle), clock);
    }

    Settlements(BudgetStore store, BudgetMetrics metrics, Duration stopLimit, Clock clock) {
        this.store = store;
        this.metrics = metrics;
        this.stopLimit = stopLimit;
        this.clock = clock;
    }

    /** Begins at once. The result only waits, at most {@link #LONGEST_WAIT}, and never fails. */
    Mono<Void> settle(Reservation reservation, Outcome outcome, Cost cost) {
        if (cost.isAbove(reservation.held())) {
            metrics.overrun();
        }
        CompletableFuture<Void> done = end(store.settle(reservation.id(), cost), outcome, reservation.deadline());
        return Mono.fromFuture(done, true).timeout(LONGEST_WAIT, Mono.empty());
    }

    /**
     * Releases a reservation that may have been made, or may still be, although its caller got a failure. Begins at
     * once; nobody waits for it.
     *
     * @param deadline of the reservation
     */
    void withdraw(UUID id, String account, Instant deadline) {
        Duration keep = Duration.between(clock.instant(), deadline);
        var _ = end(store.withdraw(id, account, keep), Outcome.RELEASED, deadline);
    }

    private CompletableFuture<Void> end(Mono<Boolean> call, Outcome outcome, Instant deadline) {
        boolean mayRetry = pending.incrementAndGet() <= MAX_RETRYING;
        return call.retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
                        .maxBackoff(LONGEST_RETRY)
                        .filter(failure -> mayRetry && clock.instant().isBefore(deadline)))
                .doOnNext(ended -> {
                    // else there was nothing to end, or the sweep of lost reservations has counted it
                    if (ended) {
                        metrics.ended(outcome, 1);
                    }
                })
                // a reservation that is not settled is charged after its deadline
                .onErrorComplete()
                .doFinally(end -> pending.decrementAndGet())
                .then()
                .toFuture();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        ShutdownWait.untilDone(pending::get, stopLimit).subscribe(done -> {
            if (!done) {
                log.warn(
                        "shutdown: {} reservations of budgets are not settled; they are charged as a whole",
                        pending.get());
            }
            callback.run();
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return ShutdownWait.PHASE;
    }
}
