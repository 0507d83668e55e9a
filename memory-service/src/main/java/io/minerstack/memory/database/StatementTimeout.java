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
 * Lets no statement start after the deadline of the call that it serves, and nobody wait for one past it; nor longer than
 * a database that is there could take, so that one which has fallen silent is found out.
 */
@Component
public class StatementTimeout {

    // for the way there and back
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Duration patience;
    private final Clock clock;

    StatementTimeout(DatabaseProperties properties, Clock clock) {
        this.patience =
                properties.acquireTimeout().plus(properties.statementTimeout()).plus(GRACE);
        this.clock = clock;
    }

    /** Runs one statement or one transaction. */
    public <T> Mono<T> run(Mono<T> statement) {
        return Mono.deferContextual(context -> RequestContext.from(context)
                .deadline()
                .bound(statement.timeout(patience, Mono.error(this::silent)), clock));
    }

    /** As {@link #run(Mono)}, for the rows of one statement, which are few by construction. */
    public <T> Mono<List<T>> run(Flux<T> rows) {
        return run(rows.collectList());
    }

    private R2dbcTimeoutException silent() {
        return new R2dbcTimeoutException("no answer within " + patience);
    }
}
