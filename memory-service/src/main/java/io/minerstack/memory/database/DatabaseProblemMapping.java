package io.minerstack.memory.database;

import io.minerstack.servicesupport.problem.Problem;
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

/** A database that is down, restarting or overloaded is 503 and "come back soon"; anything else it says is our mistake. */
@Component
class DatabaseProblemMapping implements ProblemMapping {

    private static final Logger log = LoggerFactory.getLogger(DatabaseProblemMapping.class);
    private static final int RETRY_AFTER_SECONDS = 2;
    // cancelled by statement_timeout, lost to a deadlock or lock timeout, idle too long in a transaction
    private static final Set<String> TRY_AGAIN = Set.of("57014", "40P01", "40001", "55P03", "25P03");

    @Override
    public @Nullable Problem map(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (passes(cause)) {
                log.warn(
                        "the database can't serve: {} <- {}",
                        cause.toString(),
                        root(cause).toString());
                return Problem.unavailable("Memory can't be reached just now.", RETRY_AFTER_SECONDS);
            }
        }
        return null;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static boolean passes(Throwable cause) {
        return switch (cause) {
            case PoolAcquirePendingLimitException full -> true;
            case PoolAcquireTimeoutException late -> true;
            case PoolShutdownException closing -> true;
            case R2dbcTimeoutException late -> true;
            case R2dbcTransientException passing -> true;
            case R2dbcException other -> passes(other.getSqlState());
            case IOException connection -> true;
            default -> false;
        };
    }

    private static boolean passes(@Nullable String state) {
        // 08: connection; 53: out of connections, memory or disk; 57P: shut down or starting up
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57P")
                        || TRY_AGAIN.contains(state));
    }
}
