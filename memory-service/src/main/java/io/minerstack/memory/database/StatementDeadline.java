package io.minerstack.memory.database;

import io.minerstack.servicesupport.context.RequestContext;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Limits each statement to the request's deadline, and to the longest time that a reachable database needs: {@code
 * DATABASE_ACQUIRE_TIMEOUT + DATABASE_STATEMENT_TIMEOUT + 1 s}. A database that stops answering is found by the second
 * limit.
 */
@Component
public class StatementDeadline {

    private static final Duration NETWORK_ALLOWANCE = Duration.ofSeconds(1);

    private final Duration maxDuration;
    private final Clock clock;

    StatementDeadline(DatabaseProperties properties, Clock clock) {
        this.maxDuration =
                properties.acquireTimeout().plus(properties.statementTimeout()).plus(NETWORK_ALLOWANCE);
        this.clock = clock;
    }

    /**
     * Runs one statement or one transaction; after the deadline, nothing starts.
     *
     * @throws R2dbcTimeoutException if the database does not answer
     */
    public <T> Mono<T> apply(Mono<T> statement) {
        return Mono.deferContextual(context -> RequestContext.from(context)
                .deadline()
                .bound(statement.timeout(maxDuration, Mono.error(this::noAnswer)), clock));
    }

    /** Runs one statement and collects its rows, which must be few. */
    public <T> Mono<List<T>> apply(Flux<T> rows) {
        return apply(rows.collectList());
    }

    private R2dbcTimeoutException noAnswer() {
        return new R2dbcTimeoutException("no answer within " + maxDuration);
    }
}
