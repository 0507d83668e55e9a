package io.minerstack.llmproxy.database;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minerstack.llmproxy.metering.LlmMeter;
import io.minerstack.servicesupport.exception.Causes;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * The database of budgets and usage. Every failure is a {@link UsageDatabaseException}; the log has one line when an
 * outage begins and one when it ends.
 */
public final class UsageDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UsageDatabase.class);

    private enum State {
        UNKNOWN,
        ANSWERS,
        FAILS
    }

    private final @Nullable ConnectionPool pool;
    private final @Nullable DatabaseClient client;
    private final Duration timeout;
    private final AtomicReference<State> state = new AtomicReference<>(State.UNKNOWN);

    private UsageDatabase(@Nullable ConnectionPool pool, Duration timeout) {
        this.pool = pool;
        this.client = pool == null ? null : DatabaseClient.create(pool);
        this.timeout = timeout;
    }

    /** A proxy without a database. */
    static UsageDatabase none() {
        return new UsageDatabase(null, Duration.ZERO);
    }

    /**
     * The database behind a pool, which this closes.
     *
     * @param timeout of one call
     */
    static UsageDatabase of(ConnectionPool pool, Duration timeout, MeterRegistry registry) {
        UsageDatabase database = new UsageDatabase(pool, timeout);
        LlmMeter.USAGE_DATABASE_UP.gauge(
                registry, Tags.empty(), database, each -> each.state.get() == State.FAILS ? 0 : 1);
        UsagePoolMetrics.register(pool, registry);
        return database;
    }

    /** Whether there is a database, answering or not. */
    public boolean isConfigured() {
        return client != null;
    }

    /**
     * Runs one statement, within the time that a call may take. A statement is never cancelled, because the driver then
     * loses the buffers of its parameters: the time-outs of the pool and of the database end it.
     */
    public <T> Mono<T> call(Function<DatabaseClient, Mono<T>> statement) {
        DatabaseClient configured = client;
        if (configured == null) {
            return Mono.error(() -> new UsageDatabaseException("USAGE_DATABASE_URL is not set"));
        }
        return Mono.fromFuture(() -> statement.apply(configured).toFuture(), true)
                .timeout(timeout)
                .doOnSuccess(done -> answered())
                .onErrorMap(this::failed);
    }

    private void answered() {
        if (state.getAndSet(State.ANSWERS) == State.FAILS) {
            log.info("usage database: answers again");
        }
    }

    private UsageDatabaseException failed(Throwable failure) {
        String reason = failure instanceof TimeoutException
                ? "no answer within " + timeout.toMillis() + " ms"
                : Causes.root(failure).toString();
        if (state.getAndSet(State.FAILS) != State.FAILS) {
            log.warn(
                    "usage database: unavailable: {}. Keys with a budget get 503, and usage waits in memory until the"
                            + " database answers",
                    reason);
        }
        return new UsageDatabaseException(reason);
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.dispose();
        }
    }
}
