package io.minerstack.llmproxy.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.llmproxy.database.UsageDatabaseException;
import io.minerstack.llmproxy.failure.BudgetRefusedException;
import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.servicesupport.context.CallerKey;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.SpendingLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class SettlementsTests {

    private static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(20);

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final FakeStore store = new FakeStore();
    private Instant now = NOW;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Settlements settlements = new Settlements(store, new BudgetMetrics(registry), LONG, clock);

    @Test
    void triesAgainWhileTheDatabaseIsAway() {
        store.failures.set(2);

        // the caller waits for a moment and not for the database
        reservation().settle(new Cost(5, 0)).block(LONG);

        await().atMost(LONG).until(() -> store.settled.size() == 1);
        assertThat(store.settled).containsExactly(new Cost(5, 0));
        assertThat(ended("settled")).isEqualTo(1);
    }

    @Test
    void givesUpAfterTheDeadlineBecauseTheReservationIsChargedThen() {
        store.failures.set(Integer.MAX_VALUE);
        now = NOW.plusSeconds(61);

        reservation().settle(new Cost(5, 0)).block(LONG);

        assertThat(store.settled).isEmpty();
        assertThat(ended("settled")).isZero();
    }

    @Test
    void endsAReservationOnce() {
        Reservation reservation = reservation();

        reservation.charge().block(LONG);
        reservation.release().block(LONG);
        reservation.settle(new Cost(1, 1)).block(LONG);

        assertThat(store.settled).containsExactly(new Cost(100, 10));
    }

    @Test
    void countsAnAttemptThatCostMoreThanWasHeld() {
        reservation().settle(new Cost(100, 10)).block(LONG);
        assertThat(registry.get("miner.llm.budget.overruns").counter().count()).isZero();

        reservation().settle(new Cost(101, 0)).block(LONG);

        assertThat(registry.get("miner.llm.budget.overruns").counter().count()).isEqualTo(1);
        assertThat(store.settled).contains(new Cost(101, 0));
    }

    @Test
    void aShutdownWaitsForSettlements() throws InterruptedException {
        store.failures.set(1);
        reservation().settle(new Cost(5, 0)).block(LONG);

        CountDownLatch stopped = new CountDownLatch(1);
        settlements.stop(stopped::countDown);
        assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(store.settled).hasSize(1);
    }

    @Test
    void withdrawsAReservationWhoseAnswerDidNotCome() {
        store.failures.set(2);

        assertThat(refusal()).isEqualTo(FailureKind.BUDGET_UNAVAILABLE);

        await().atMost(LONG).untilAsserted(() -> assertThat(store.withdrawn).isEqualTo(store.reserved));
        assertThat(ended("released")).isEqualTo(1);
    }

    @Test
    void withdrawsNothingThatWasNeverSent() {
        store.mayHaveRun = false;

        assertThat(refusal()).isEqualTo(FailureKind.BUDGET_UNAVAILABLE);

        assertThat(store.reserved).hasSize(1);
        assertThat(store.withdrawn).isEmpty();
    }

    private FailureKind refusal() {
        SpendingLimits limits = new SpendingLimits(100L, null, null, null);
        CallerKey key = new CallerKey("key_0123456789ab", "anna", limits);
        RequestContext context = new RequestContext(
                RequestId.acceptOrNew("r-1"), null, new Deadline(NOW.plusSeconds(9)), new Deadline(NOW), null, key);
        Budgets budgets = new Budgets(store, settlements, new BudgetMetrics(registry), clock);
        return catchThrowableOfType(
                        BudgetRefusedException.class, () -> budgets.reserve(context, key, limits, new Cost(5, 0))
                                .block(LONG))
                .kind();
    }

    private Reservation reservation() {
        return new Reservation(UUID.randomUUID(), new Cost(100, 10), NOW.plusSeconds(60), settlements);
    }

    private double ended(String outcome) {
        return registry.get("miner.llm.budget.reservations")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static final class FakeStore implements BudgetStore {

        private final List<Cost> settled = new CopyOnWriteArrayList<>();
        private final List<UUID> reserved = new CopyOnWriteArrayList<>();
        private final List<UUID> withdrawn = new CopyOnWriteArrayList<>();
        private final AtomicInteger failures = new AtomicInteger();
        private boolean mayHaveRun = true;

        @Override
        public boolean isConfigured() {
            return true;
        }

        @Override
        public Mono<BudgetState> reserve(UUID id, String account, SpendingLimits limits, Cost asked, Duration hold) {
            reserved.add(id);
            return Mono.error(new UsageDatabaseException("no answer", mayHaveRun));
        }

        @Override
        public Mono<Boolean> withdraw(UUID id, String account, Duration keep) {
            return Mono.defer(() -> {
                if (failures.getAndDecrement() > 0) {
                    return Mono.error(new IllegalStateException("away"));
                }
                withdrawn.add(id);
                return Mono.just(true);
            });
        }

        @Override
        public Mono<Boolean> settle(UUID id, Cost cost) {
            return Mono.defer(() -> {
                if (failures.getAndDecrement() > 0) {
                    return Mono.error(new IllegalStateException("away"));
                }
                settled.add(cost);
                return Mono.just(true);
            });
        }

        @Override
        public Mono<Integer> chargeLost(int batch) {
            return Mono.just(0);
        }
    }
}
