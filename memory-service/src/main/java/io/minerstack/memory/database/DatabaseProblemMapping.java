package io.minerstack.memory.database;

import io.minerstack.servicesupport.exception.Causes;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemMapping;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.pool.PoolAcquireTimeoutException;
import reactor.pool.PoolShutdownException;

/**
 * Answers 503 with {@code Retry-After: 2} if the database is down, restarting or overloaded. Other database errors are
 * bugs of this service and stay 500.
 */
@Component
class DatabaseProblemMapping implements ProblemMapping {

    private static final Logger log = LoggerFactory.getLogger(DatabaseProblemMapping.class);
    private static final int RETRY_AFTER_SECONDS = 2;

    // the times that PostgreSQL limits for requests: query_canceled (statement_timeout),
    // idle_in_transaction_session_timeout
    private static final Set<String> TIMEOUT_STATES = Set.of("57014", "25P03");

    @Override
    public @Nullable ProblemException map(Throwable failure) {
        Throwable cause = Causes.of(failure)
                .filter(DatabaseProblemMapping::isTransient)
                .findFirst()
                .orElse(null);
        if (cause == null) {
            return null;
        }
        log.warn("database: unavailable: {}", Causes.inWords(failure));
        return ProblemException.unavailable("The memory database is unavailable. Retry later.", RETRY_AFTER_SECONDS);
    }

    private static boolean isTransient(Throwable cause) {
        return switch (cause) {
            case PoolAcquirePendingLimitException _ -> true;
            case PoolAcquireTimeoutException _ -> true;
            case PoolShutdownException _ -> true;
            case R2dbcTimeoutException _ -> true;
            case R2dbcTransientException _ -> true;
            case R2dbcException other -> isTransient(other.getSqlState());
            case IOException _ -> true;
            default -> false;
        };
    }

    private static boolean isTransient(@Nullable String sqlState) {
        return sqlState != null && (TemporarySqlState.matches(sqlState) || TIMEOUT_STATES.contains(sqlState));
    }
}
