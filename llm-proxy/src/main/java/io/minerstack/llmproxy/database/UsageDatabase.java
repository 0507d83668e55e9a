package io.minerstack.llmproxy.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minerstack.llmproxy.metering.LlmMeter;
import io.minerstack.servicesupport.exception.Causes;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * The database of budgets and usage. Every failure is a {@link UsageDatabaseException}; the log has one line when an
 * outage begins and one when it ends. Only a connection that can't be made, breaks, or gives no answer at all is an
 * outage: a statement that takes too long or fails says nothing about the next one.
 */
public final class UsageDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UsageDatabase.class);

    /** Of reports, batches and maintenance, which no request waits for. */
    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(30);

    /** PostgreSQL ends a statement at its time-out and says so: a connection that is silent for longer is broken. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final Duration REPEATED_LINE = Duration.ofMinutes(1);
    private static final int MAX_REMEMBERED_LINES = 100;

    private enum State {
        UNKNOWN,
        ANSWERS,
        FAILS
    }

    private final @Nullable Connections connections;
    private final Duration timeout;
    private final AtomicReference<State> state = new AtomicReference<>(State.UNKNOWN);
    private final Cache<String, Boolean> toldFailures = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED_LINES)
            .expireAfterWrite(REPEATED_LINE)
            .build();

    private UsageDatabase(@Nullable Connections connections, Duration timeout) {
        this.connections = connections;
        this.timeout = timeout;
    }

    private record Connections(ConnectionPool pool, DatabaseClient client, TransactionalOperator transactions) {

        static Connections of(ConnectionPool pool) {
            ConnectionFactory watched = CallStage.watched(pool);
            return new Connections(
                    pool,
                    DatabaseClient.create(watched),
                    TransactionalOperator.create(new R2dbcTransactionManager(watched)));
        }

        /** The time-out of the connection is that of a short call: a longer one has its own, in its transaction. */
        <T> Mono<T> longer(Function<DatabaseClient, Mono<T>> statement, Duration limit) {
            return client.sql("SELECT set_config('statement_timeout', $1, true)")
                    .bind(0, Long.toString(limit.toMillis()))
                    .map(row -> true)
                    .one()
                    .then(Mono.defer(() -> statement.apply(client)))
                    .as(transactions::transactional);
        }
    }

    /** A proxy without a database. */
    static UsageDatabase none() {
        return new UsageDatabase(null, Duration.ZERO);
    }

    /**
     * The database behind a pool, which this closes.
     *
     * @param timeout of a short call, and the time-out of statements that the connections of the pool have
     */
    static UsageDatabase of(ConnectionPool pool, Duration timeout, MeterRegistry registry) {
        UsageDatabase database = new UsageDatabase(Connections.of(pool), timeout);
        LlmMeter.USAGE_DATABASE_UP.gauge(
                registry, Tags.empty(), database, each -> each.state.get() == State.FAILS ? 0 : 1);
        UsagePoolMetrics.register(pool, registry);
        return database;
    }

    /** Whether there is a database, answering or not. */
    public boolean isConfigured() {
        return connections != null;
    }

    /** How long a short call waits. */
    public Duration timeout() {
        return timeout;
    }

    /** Runs one statement that a request waits for, within {@code USAGE_DATABASE_TIMEOUT}. */
    public <T> Mono<T> call(Function<DatabaseClient, Mono<T>> statement) {
        return run(timeout, each -> statement.apply(each.client()));
    }

    /** Runs one statement of a report, a batch or maintenance, within 30 s, in a transaction. */
    public <T> Mono<T> longCall(Function<DatabaseClient, Mono<T>> statement) {
        Duration limit = timeout.compareTo(LONG_TIMEOUT) > 0 ? timeout : LONG_TIMEOUT;
        return run(limit, each -> each.longer(statement, limit));
    }

    /**
     * A statement is never cancelled, because the driver then loses the buffers of its parameters: the time-outs of the
     * pool and of the database end it. So it may have run although its caller got a failure.
     */
    private <T> Mono<T> run(Duration limit, Function<Connections, Mono<T>> statement) {
        Connections configured = connections;
        if (configured == null) {
            return Mono.error(() -> new UsageDatabaseException("USAGE_DATABASE_URL is not set", false));
        }
        return Mono.defer(() -> {
            CallStage call = new CallStage();
            CompletableFuture<T> answer =
                    statement.apply(configured).contextWrite(call::into).toFuture();
            watch(answer, limit);
            return Mono.fromFuture(answer, true).timeout(limit).onErrorMap(failure -> failed(failure, call, limit));
        });
    }

    private static UsageDatabaseException failed(Throwable failure, CallStage call, Duration limit) {
        boolean sent = call.giveUp();
        if (failure instanceof TimeoutException) {
            return new UsageDatabaseException("no answer within " + limit.toMillis() + " ms", sent);
        }
        // a statement that PostgreSQL refused was rolled back
        return new UsageDatabaseException(Causes.inWords(failure), sent && isOutage(failure));
    }

    /** Learns from the answer, also where it comes too late for its caller. */
    private void watch(CompletableFuture<?> answer, Duration limit) {
        var _ = answer.copy()
                .orTimeout(limit.plus(SILENCE).toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        answered();
                    } else {
                        learn(
                                failure instanceof CompletionException && failure.getCause() != null
                                        ? failure.getCause()
                                        : failure);
                    }
                });
    }

    private void learn(Throwable failure) {
        if (failure instanceof UsageDatabaseException) {
            // the caller had given up, and nothing was sent
            return;
        }
        String reason = failure instanceof TimeoutException ? "no answer" : Causes.inWords(failure);
        if (isOutage(failure)) {
            outage(reason);
            return;
        }
        answered();
        if (toldFailures.asMap().putIfAbsent(reason, true) == null) {
            log.warn("usage database: a statement failed: {}", reason);
        }
    }

    /** Whether the failure is one of the connection and not of the statement. */
    private static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException answer && answer.getSqlState() != null) {
                String sqlState = answer.getSqlState();
                // connection exceptions, wrong user, no such database, too many connections, shutdown
                return sqlState.startsWith("08")
                        || sqlState.startsWith("28")
                        || sqlState.startsWith("57P")
                        || sqlState.equals("3D000")
                        || sqlState.equals("53300");
            }
        }
        return true;
    }

    private void answered() {
        if (state.getAndSet(State.ANSWERS) == State.FAILS) {
            log.info("usage database: answers again");
        }
    }

    private void outage(String reason) {
        if (state.getAndSet(State.FAILS) != State.FAILS) {
            log.warn(
                    "usage database: unavailable: {}. Keys with a budget get 503, and usage waits in memory until the"
                            + " database answers",
                    reason);
        }
    }

    @Override
    public void close() {
        if (connections != null) {
            connections.pool().dispose();
        }
    }
}
