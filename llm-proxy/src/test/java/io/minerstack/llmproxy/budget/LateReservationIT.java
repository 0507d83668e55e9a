package io.minerstack.llmproxy.budget;

import static io.minerstack.llmproxy.database.TestUsageDatabase.execute;
import static io.minerstack.llmproxy.database.TestUsageDatabase.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.llmproxy.database.RowIds;
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A reservation that the database makes after its caller has given up. */
class LateReservationIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final SpendingLimits LIMITS = new SpendingLimits(1_000L, null, null, null);
    private static final CallerKey KEY = new CallerKey("key_0123456789ab", "anna", LIMITS);
    private static final String WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted";
    private static final String HELD = "SELECT coalesce(sum(tokens_held), 0) FROM llm_proxy.budget_counter";
    private static final String SPENT = "SELECT coalesce(sum(tokens_spent), 0) FROM llm_proxy.budget_counter";

    private final TestDatabase database = TestUsageDatabase.fresh("latereservation");
    /** Its connections let a statement run for longer than a caller waits, as a slow network does. */
    private final UsageDatabase connections =
            TestUsageDatabase.connect(database, Duration.ofSeconds(2), Duration.ofSeconds(30));

    private final BudgetStore store = new R2dbcBudgetStore(connections);
    private final BudgetMetrics metrics = new BudgetMetrics(new SimpleMeterRegistry());
    private final Clock clock = Clock.systemUTC();
    private final Settlements settlements = new Settlements(store, metrics, LONG, clock);
    private final Budgets budgets = new Budgets(store, settlements, metrics, clock);
    private final RequestContext context = new RequestContext(
            RequestId.acceptOrNew("r-1"), null, Deadline.in(LONG, clock), Deadline.in(LONG, clock), null, KEY);

    @AfterEach
    void closeConnections() {
        connections.close();
    }

    @Test
    void holdsAndChargesNothingForACallerThatGotNoAnswer() throws SQLException {
        reserve().release().block(LONG);

        try (Connection other = locked()) {
            assertThat(catchThrowableOfType(BudgetRefusedException.class, this::reserve)
                            .kind())
                    .isEqualTo(FailureKind.BUDGET_UNAVAILABLE);
            assertThat(number(database, WAITING)).isPositive();
            other.commit();
        }

        await().atMost(LONG).until(() -> number(database, WAITING) == 0 && number(database, HELD) == 0);
        await().atMost(LONG).until(() -> number(database, "SELECT count(*) FROM llm_proxy.budget_reservation") == 1);
        execute(database, "UPDATE llm_proxy.budget_reservation SET deadline = clock_timestamp() - interval '1 hour'");
        BudgetConfiguration.sweep(store, metrics).block(LONG);
        assertThat(number(database, SPENT)).isZero();
        assertThat(number(database, HELD)).isZero();
        assertThat(number(database, "SELECT count(*) FROM llm_proxy.budget_reservation"))
                .isZero();
    }

    @Test
    void withdrawsAReservationThatIsStillUnderWay() throws SQLException {
        reserve().release().block(LONG);
        UUID id = new RowIds().next();
        CompletableFuture<Void> late;

        try (Connection other = locked()) {
            late = CompletableFuture.runAsync(() -> number(
                    database,
                    "SELECT reserved FROM llm_proxy.hold_budget('" + id
                            + "', 'anna', 5, 0, 100, NULL, NULL, NULL, 60000, 60000, NULL)"));
            await().atMost(LONG).until(() -> number(database, WAITING) > 0);
            assertThat(store.withdraw(id, "anna", LONG).block(LONG)).isFalse();
            other.commit();
        }

        assertThat(late.handle((done, failure) -> String.valueOf(failure)).join())
                .contains("hold_budget");
        assertThat(number(database, HELD)).isZero();
    }

    private Connection locked() throws SQLException {
        Connection other = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        other.setAutoCommit(false);
        try (Statement statement = other.createStatement()) {
            statement.execute("SELECT 1 FROM llm_proxy.budget_counter FOR UPDATE");
        }
        return other;
    }

    private Reservation reserve() {
        Reservation made =
                budgets.reserve(context, KEY, LIMITS, new Cost(50, 0)).block(LONG);
        if (made == null) {
            throw new IllegalStateException("no reservation");
        }
        return made;
    }
}
