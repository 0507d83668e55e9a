package io.minerstack.llmproxy.budget;

import io.minerstack.llmproxy.database.UsageDatabase;
import io.minerstack.servicesupport.context.SpendingLimits;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The budgets in PostgreSQL. Their migrations say what the functions do. */
@Component
class R2dbcBudgetStore implements BudgetStore {

    private static final String RESERVE = "SELECT reserved, tokens_spent, tokens_held, money_spent, money_held, asked"
            + " FROM llm_proxy.hold_budget($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

    private final UsageDatabase database;
    private final Supplier<@Nullable Instant> now;

    @Autowired
    R2dbcBudgetStore(UsageDatabase database) {
        this(database, () -> null);
    }

    /**
     * A store with another clock than the database's, for tests.
     *
     * @param now gives null for the clock of the database
     */
    R2dbcBudgetStore(UsageDatabase database, Supplier<@Nullable Instant> now) {
        this.database = database;
        this.now = now;
    }

    @Override
    public boolean isConfigured() {
        return database.isConfigured();
    }

    @Override
    public Mono<BudgetState> reserve(UUID id, String account, SpendingLimits limits, Cost asked, Duration hold) {
        return database.call(client -> {
            GenericExecuteSpec call = client.sql(RESERVE)
                    .bind(0, id)
                    .bind(1, account)
                    .bind(2, asked.tokens())
                    .bind(3, asked.money())
                    .bind(8, database.timeout().toMillis())
                    .bind(9, hold.toMillis());
            call = time(call, 10);
            call = limit(call, 4, limits.tokensPerDay());
            call = limit(call, 5, limits.tokensPerMonth());
            call = limit(call, 6, limits.moneyPerDay());
            call = limit(call, 7, limits.moneyPerMonth());
            return call.map(Row::of).all().collectList().map(R2dbcBudgetStore::state);
        });
    }

    private static GenericExecuteSpec limit(GenericExecuteSpec call, int index, @Nullable Long limit) {
        return limit == null ? call.bindNull(index, Long.class) : call.bind(index, limit);
    }

    private GenericExecuteSpec time(GenericExecuteSpec call, int index) {
        Instant time = now.get();
        return time == null ? call.bindNull(index, Instant.class) : call.bind(index, time);
    }

    private static BudgetState state(List<Row> rows) {
        // the row of the day comes first
        return new BudgetState(
                rows.getFirst().reserved(),
                rows.getFirst().window(),
                rows.getLast().window(),
                rows.getFirst().asked());
    }

    @Override
    public Mono<Boolean> settle(UUID id, Cost cost) {
        return database.call(client -> client.sql("SELECT llm_proxy.settle_budget($1, $2, $3)")
                .bind(0, id)
                .bind(1, cost.tokens())
                .bind(2, cost.money())
                .map(row -> value(row, 0, Boolean.class))
                .one());
    }

    @Override
    public Mono<Boolean> withdraw(UUID id, String account, Duration keep) {
        return database.call(client -> time(
                        client.sql("SELECT llm_proxy.withdraw_reservation($1, $2, $3, $4)")
                                .bind(0, id)
                                .bind(1, account)
                                .bind(2, keep.toMillis()),
                        3)
                .map(row -> value(row, 0, Boolean.class))
                .one());
    }

    @Override
    public Mono<Integer> chargeLost(int batch) {
        return database.longCall(client -> time(
                        client.sql("SELECT llm_proxy.charge_overdue_reservations($1, $2)")
                                .bind(0, batch),
                        1)
                .map(row -> value(row, 0, Integer.class))
                .one());
    }

    private record Row(boolean reserved, BudgetState.Window window, Instant asked) {

        static Row of(Readable row) {
            return new Row(
                    value(row, 0, Boolean.class),
                    new BudgetState.Window(
                            value(row, 1, Long.class),
                            value(row, 2, Long.class),
                            value(row, 3, Long.class),
                            value(row, 4, Long.class)),
                    value(row, 5, Instant.class));
        }
    }

    /** None of the columns is ever null. */
    private static <T> T value(Readable row, int column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type));
    }
}
