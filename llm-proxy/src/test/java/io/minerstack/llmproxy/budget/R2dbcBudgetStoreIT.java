package io.minerstack.llmproxy.budget;

import static io.minerstack.llmproxy.database.TestUsageDatabase.execute;
import static io.minerstack.llmproxy.database.TestUsageDatabase.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.llmproxy.database.RowIds;
import io.minerstack.llmproxy.database.TestUsageDatabase;
import io.minerstack.llmproxy.database.UsageDatabase;
import io.minerstack.servicesupport.context.SpendingLimits;
import io.minerstack.testsupport.postgres.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The SQL of budgets on a real PostgreSQL. */
class R2dbcBudgetStoreIT {

    private static final TestDatabase DATABASE = TestUsageDatabase.fresh("budgetstore");
    private static final List<UsageDatabase> PROXIES = List.of(
            TestUsageDatabase.connect(DATABASE),
            TestUsageDatabase.connect(DATABASE),
            TestUsageDatabase.connect(DATABASE),
            TestUsageDatabase.connect(DATABASE));

    private static final Instant NOW = Instant.parse("2026-01-30T23:59:30Z");
    private static final Instant TOMORROW = Instant.parse("2026-01-31T00:00:10Z");
    private static final Instant NEXT_MONTH = Instant.parse("2026-02-01T00:00:10Z");
    private static final Duration HOLD = Duration.ofMinutes(2);
    private static final Instant DEADLINE = NOW.plus(HOLD);
    private static final RowIds IDS = new RowIds();
    private static final Duration LONG = Duration.ofSeconds(30);

    private Instant now = NOW;
    private final BudgetStore store = new R2dbcBudgetStore(PROXIES.getFirst(), () -> now);

    @AfterAll
    static void closeConnections() {
        PROXIES.forEach(UsageDatabase::close);
    }

    @BeforeEach
    void emptyTables() {
        execute(DATABASE, "TRUNCATE llm_proxy.budget_counter, llm_proxy.budget_reservation");
    }

    @Test
    void holdsACostInTheDayAndTheMonth() {
        BudgetState state = reserve(tokens(100, 1_000), new Cost(60, 7), NOW);

        assertThat(state.reserved()).isTrue();
        assertThat(state.day()).isEqualTo(new BudgetState.Window(0, 60, 0, 7));
        assertThat(state.month()).isEqualTo(new BudgetState.Window(0, 60, 0, 7));
        assertThat(number(DATABASE, "SELECT count(*) FROM llm_proxy.budget_reservation"))
                .isEqualTo(1);
    }

    @Test
    void takesTheLimitItselfAndNotOneTokenMore() {
        assertThat(reserve(tokens(100, null), new Cost(60, 0), NOW).reserved()).isTrue();
        assertThat(reserve(tokens(100, null), new Cost(41, 0), NOW).reserved()).isFalse();
        assertThat(reserve(tokens(100, null), new Cost(40, 0), NOW).reserved()).isTrue();
    }

    @Test
    void holdsNothingInTheDayWhereTheMonthRefuses() {
        BudgetState state = reserve(tokens(1_000, 50), new Cost(60, 0), NOW);

        assertThat(state.reserved()).isFalse();
        assertThat(state.day().tokensHeld()).isZero();
        assertThat(number(DATABASE, "SELECT count(*) FROM llm_proxy.budget_reservation"))
                .isZero();
    }

    @Test
    void limitsMoneyAsWellAsTokens() {
        SpendingLimits limits = new SpendingLimits(null, null, 10L, 15L);

        assertThat(reserve(limits, new Cost(1_000_000, 10), NOW).reserved()).isTrue();
        assertThat(reserve(limits, new Cost(0, 1), NOW).reserved()).isFalse();
        assertThat(reserve(limits, new Cost(0, 5), TOMORROW).reserved()).isTrue();
        assertThat(reserve(limits, new Cost(0, 1), TOMORROW).reserved()).isFalse();
        assertThat(reserve(limits, new Cost(0, 10), NEXT_MONTH).reserved()).isTrue();
    }

    @Test
    void keepsTheBudgetsOfTwoKeysApart() {
        assertThat(reserve(tokens(100, null), new Cost(100, 0), NOW).reserved()).isTrue();
        assertThat(block(store.reserve(IDS.next(), "ben", tokens(100, null), new Cost(100, 0), HOLD))
                        .reserved())
                .isTrue();
    }

    @Test
    void settlesOnceHoweverOftenItIsTold() {
        UUID id = IDS.next();
        block(store.reserve(id, "anna", tokens(100, 100), new Cost(60, 9), HOLD));

        assertThat(block(store.settle(id, new Cost(20, 3)))).isTrue();
        assertThat(block(store.settle(id, new Cost(20, 3)))).isFalse();

        BudgetState state = reserve(tokens(100, 100), new Cost(80, 0), NOW);
        assertThat(state.reserved()).isTrue();
        assertThat(state.day()).isEqualTo(new BudgetState.Window(20, 80, 3, 0));
    }

    @Test
    void settlesInTheWindowsOfTheReservation() {
        UUID id = IDS.next();
        block(store.reserve(id, "anna", tokens(100, 100), new Cost(60, 0), HOLD));
        reserve(tokens(100, 100), new Cost(1, 0), TOMORROW);

        block(store.settle(id, new Cost(20, 0)));

        assertThat(reserve(tokens(100, 100), new Cost(0, 0), NOW).day().tokensSpent())
                .isEqualTo(20);
        assertThat(reserve(tokens(100, 100), new Cost(0, 0), TOMORROW).day().tokensSpent())
                .isZero();
        assertThat(reserve(tokens(100, 100), new Cost(0, 0), TOMORROW).month().tokensSpent())
                .isEqualTo(20);
    }

    @Test
    void chargesAReservationAfterItsDeadlineAsAWholeAndOnce() {
        UUID lost = IDS.next();
        block(store.reserve(lost, "anna", tokens(100, 100), new Cost(60, 9), HOLD));
        block(store.reserve(IDS.next(), "anna", tokens(100, 100), new Cost(10, 1), HOLD.plusSeconds(60)));

        now = DEADLINE;
        assertThat(block(store.chargeLost(10))).isZero();
        now = DEADLINE.plusMillis(1);
        assertThat(block(store.chargeLost(10))).isEqualTo(1);
        assertThat(block(store.settle(lost, new Cost(1, 1)))).isFalse();

        BudgetState state = reserve(tokens(100, 100), new Cost(30, 0), NOW);
        assertThat(state.reserved()).isTrue();
        assertThat(state.month()).isEqualTo(new BudgetState.Window(60, 40, 9, 1));
    }

    @Test
    void chargesManyKeysAndDaysInBatches() {
        for (int i = 0; i < 30; i++) {
            now = i % 2 == 0 ? NOW : NEXT_MONTH;
            block(store.reserve(IDS.next(), "key-" + i % 7, tokens(null, null), new Cost(i, 1), HOLD));
        }
        now = NEXT_MONTH.plus(Duration.ofDays(1));

        assertThat(block(Flux.range(0, 4)
                        .flatMap(proxy -> new R2dbcBudgetStore(PROXIES.get(proxy), () -> now).chargeLost(10))
                        .reduce(0, Integer::sum)))
                .isEqualTo(30);

        for (String period : List.of("day", "month")) {
            assertThat(number(
                            DATABASE,
                            "SELECT sum(tokens_spent) FROM llm_proxy.budget_counter WHERE period = '" + period + "'"))
                    .isEqualTo(29 * 30 / 2);
        }
        assertThat(number(DATABASE, "SELECT sum(tokens_held) + sum(money_held) FROM llm_proxy.budget_counter"))
                .isZero();
    }

    /** The sum of many reservations at once is the limit or less, and nothing waits for a lock in a circle. */
    @Test
    void neverHoldsMoreThanTheLimitHoweverManyAskAtOnce() {
        long reserved = block(Flux.range(0, 400)
                .flatMap(
                        number -> new R2dbcBudgetStore(PROXIES.get(number % 4), () -> now)
                                .reserve(IDS.next(), "anna", tokens(1_000, 900), new Cost(7, 0), HOLD)
                                .map(BudgetState::reserved),
                        32)
                .filter(made -> made)
                .count());

        assertThat(reserved).isEqualTo(900 / 7);
        assertThat(number(DATABASE, "SELECT max(tokens_held) FROM llm_proxy.budget_counter"))
                .isEqualTo(900 / 7 * 7);
    }

    @Test
    void decidesAboutTheWindowByTheClockOfTheDatabase() {
        BudgetState state = block(new R2dbcBudgetStore(PROXIES.getFirst())
                .reserve(IDS.next(), "anna", tokens(100, 100), new Cost(1, 0), HOLD));

        assertThat(state.asked()).isAfter(NOW);
        assertThat(number(
                        DATABASE,
                        "SELECT count(*) FROM llm_proxy.budget_counter"
                                + " WHERE starts = (clock_timestamp() AT TIME ZONE 'UTC')::date AND period = 'day'"))
                .isEqualTo(1);
    }

    @Test
    void releasesAReservationThatItsCallerKnowsNothingOf() {
        UUID id = IDS.next();
        block(store.reserve(id, "anna", tokens(100, 100), new Cost(60, 9), HOLD));

        assertThat(block(store.withdraw(id, "anna", HOLD))).isTrue();
        assertThat(block(store.withdraw(id, "anna", HOLD))).isFalse();

        assertThat(reserve(tokens(100, 100), new Cost(100, 0), NOW).reserved()).isTrue();
    }

    @Test
    void refusesAReservationThatComesAfterItWasWithdrawnHoweverOften() {
        UUID id = IDS.next();
        assertThat(block(store.withdraw(id, "anna", HOLD))).isFalse();
        assertThat(block(store.withdraw(id, "anna", HOLD))).isFalse();

        assertThatThrownBy(() -> block(store.reserve(id, "anna", tokens(100, 100), new Cost(60, 9), HOLD)))
                .hasMessageContaining("this reservation was withdrawn");

        now = DEADLINE.plusMillis(1);
        assertThat(block(store.chargeLost(10))).isZero();
        assertThat(number(DATABASE, "SELECT count(*) FROM llm_proxy.budget_reservation"))
                .isZero();
        assertThat(number(
                        DATABASE, "SELECT coalesce(sum(tokens_spent + tokens_held), 0) FROM llm_proxy.budget_counter"))
                .isZero();
    }

    @Test
    void holdsNothingForACallerThatWaitsNoLonger() {
        reserve(tokens(100, 100), new Cost(1, 0), NOW);
        String late = "SELECT reserved FROM llm_proxy.hold_budget(gen_random_uuid(), 'anna', 5, 0, 100, NULL, NULL,"
                + " NULL, 0, 60000, timestamptz '" + NOW + "') LIMIT 1";

        assertThatThrownBy(() -> number(DATABASE, late)).hasStackTraceContaining("waits no longer");

        assertThat(number(DATABASE, "SELECT sum(tokens_held) FROM llm_proxy.budget_counter"))
                .isEqualTo(2);
    }

    @Test
    void beginsWithWhatTheVersionBeforeCountedUnderTheName() {
        reserve(tokens(100, 100), new Cost(60, 0), NOW);

        BudgetState state = block(store.reserve(IDS.next(), "team/anna", tokens(100, 100), new Cost(41, 0), HOLD));

        assertThat(state.reserved()).isFalse();
        assertThat(state.day()).isEqualTo(new BudgetState.Window(60, 0, 0, 0));
    }

    private BudgetState reserve(SpendingLimits limits, Cost asked, Instant at) {
        now = at;
        return block(store.reserve(IDS.next(), "anna", limits, asked, HOLD));
    }

    private static SpendingLimits tokens(@Nullable Integer perDay, @Nullable Integer perMonth) {
        return new SpendingLimits(
                perDay == null ? null : Long.valueOf(perDay),
                perMonth == null ? null : Long.valueOf(perMonth),
                null,
                null);
    }

    private static <T> T block(Mono<T> call) {
        return Objects.requireNonNull(call.block(LONG));
    }
}
