package io.minerstack.llmproxy.budget;

import static io.minerstack.llmproxy.database.TestUsageDatabase.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.llmproxy.database.TestUsageDatabase;
import io.minerstack.llmproxy.database.UsageDatabase;
import io.minerstack.llmproxy.failure.BudgetRefusedException;
import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.servicesupport.context.CallerKey;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.SpendingLimits;
import io.minerstack.testsupport.postgres.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Four proxies spend one budget, and one of them is killed in the middle. */
class SharedBudgetIT {

    private static final long LIMIT = 40_000;
    private static final long RESERVATION = 250;
    private static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String SPENT_AND_HELD =
            "SELECT coalesce(max(tokens_spent + tokens_held), 0) FROM llm_proxy.budget_counter";

    private static final SpendingLimits LIMITS = new SpendingLimits(LIMIT, null, null, null);
    private static final CallerKey KEY = new CallerKey("key_0123456789ab", "anna", LIMITS);

    private final TestDatabase database = TestUsageDatabase.fresh("sharedbudget");
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final RequestContext context = new RequestContext(
            RequestId.acceptOrNew("r-1"), null, new Deadline(NOW.plusSeconds(60)), new Deadline(NOW), null, KEY);
    private final AtomicLong paid = new AtomicLong();
    private final AtomicLong highest = new AtomicLong();
    private final AtomicBoolean oneIsKilled = new AtomicBoolean();

    @Test
    void isNeverOverspentAndLessThanOneReservationStaysUnspent() throws Exception {
        List<Proxy> proxies = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            proxies.add(new Proxy());
        }
        AtomicBoolean watching = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> watch = CompletableFuture.runAsync(() -> watch(watching), threads);
            try {
                spendTogether(proxies, threads);
                // what the killed proxy held is charged after its deadline, and no other proxy has to know of it
                sweepAfterTheDeadline(proxies.getFirst());
                proxies.getFirst().spendUntilRefused();
            } finally {
                watching.set(false);
            }
            watch.get(60, TimeUnit.SECONDS);
        }

        long spent = number(database, SPENT_AND_HELD);
        assertThat(number(database, "SELECT sum(tokens_held) FROM llm_proxy.budget_counter"))
                .isZero();
        assertThat(highest.get()).isPositive().isLessThanOrEqualTo(LIMIT);
        assertThat(spent).isLessThanOrEqualTo(LIMIT).isGreaterThan(LIMIT - RESERVATION);
        // what the providers were paid for is never more than what was charged
        assertThat(paid.get()).isLessThanOrEqualTo(spent);
        proxies.forEach(proxy -> proxy.connections.close());
    }

    private void spendTogether(List<Proxy> proxies, ExecutorService threads) throws Exception {
        List<CompletableFuture<Void>> spenders = new ArrayList<>();
        for (Proxy proxy : proxies) {
            for (int i = 0; i < 4; i++) {
                spenders.add(CompletableFuture.runAsync(proxy::spendUntilRefused, threads));
            }
        }
        CompletableFuture.runAsync(() -> killInTheMiddle(proxies.getLast()), threads)
                .get(60, TimeUnit.SECONDS);
        CompletableFuture.allOf(spenders.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    private void watch(AtomicBoolean watching) {
        while (watching.get()) {
            highest.accumulateAndGet(number(database, SPENT_AND_HELD), Math::max);
        }
    }

    /** Cuts its connections with attempts under way, as the end of its process does. */
    private void killInTheMiddle(Proxy proxy) {
        while (number(database, SPENT_AND_HELD) < LIMIT / 2) {
            Thread.onSpinWait();
        }
        proxy.killed = true;
        proxy.connections.close();
        oneIsKilled.set(true);
    }

    private void sweepAfterTheDeadline(Proxy proxy) {
        BudgetStore later = new R2dbcBudgetStore(proxy.connections, () -> NOW.plus(Duration.ofHours(1)));
        BudgetConfiguration.sweep(later, proxy.metrics).block(LONG);
    }

    /** The components of one proxy. */
    private final class Proxy {

        private final UsageDatabase connections = TestUsageDatabase.connect(database);
        private final BudgetStore store = new R2dbcBudgetStore(connections, () -> NOW);
        private final BudgetMetrics metrics = new BudgetMetrics(new SimpleMeterRegistry());
        private final Settlements settlements = new Settlements(store, metrics, LONG, clock);
        private final Budgets budgets = new Budgets(store, settlements, metrics, clock);
        private volatile boolean killed;

        void spendUntilRefused() {
            while (!killed) {
                try {
                    Reservation reservation = budgets.reserve(context, KEY, LIMITS, new Cost(RESERVATION, 0))
                            .block(LONG);
                    if (reservation == null) {
                        throw new IllegalStateException("no reservation");
                    }
                    if (killed) {
                        return;
                    }
                    spend(reservation);
                } catch (BudgetRefusedException refused) {
                    if (refused.kind() == FailureKind.BUDGET_UNAVAILABLE) {
                        assertThat(killed).isTrue();
                    } else if (Duration.ofSeconds(5).equals(refused.retryAfter())) {
                        // only attempts under way are in the way: those of the killed proxy stay until the sweep
                        if (!oneIsKilled.get()) {
                            continue;
                        }
                    }
                    return;
                }
            }
        }

        /** One attempt: most cost less than they may cost, some all of it, some are cut. */
        private void spend(Reservation reservation) {
            switch (ThreadLocalRandom.current().nextInt(10)) {
                case 0 -> {
                    paid.addAndGet(RESERVATION);
                    reservation.charge().block(LONG);
                }
                case 1 -> reservation.release().block(LONG);
                default -> {
                    long cost = ThreadLocalRandom.current().nextLong(1, RESERVATION + 1);
                    paid.addAndGet(cost);
                    reservation.settle(new Cost(cost, 0)).block(LONG);
                }
            }
        }
    }
}
