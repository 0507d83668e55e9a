package io.minerstack.memory.status;

import io.minerstack.memory.conversation.ConversationProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How many conversations are alive, of all tenants: counted at most every few seconds, and up to a bound. */
@Component
class ActiveConversationCounter {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    // a bound, because an exact count of millions is worth nothing to whoever looks at it
    private static final String COUNT =
            "SELECT count(*) FROM (SELECT 1 FROM conversation WHERE last_activity >= $1 LIMIT 100000) alive";

    private final Mono<Long> count;

    ActiveConversationCounter(DatabaseClient database, ConversationProperties properties, Clock clock) {
        // shared by everybody who asks meanwhile; a failure is not kept
        count = Mono.defer(() -> database.sql(COUNT)
                        .bind(0, properties.cutoff(clock.instant()))
                        .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                        .one())
                .timeout(PATIENCE)
                .cache(value -> FRESH, failure -> Duration.ZERO, () -> Duration.ZERO);
    }

    Mono<Long> count() {
        return count;
    }
}
