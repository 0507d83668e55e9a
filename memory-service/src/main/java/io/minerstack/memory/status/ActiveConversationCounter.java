package io.minerstack.memory.status;

import io.minerstack.memory.conversation.ConversationProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Counts the active conversations of all tenants, at most every 5 s and up to 100,000. */
@Component
class ActiveConversationCounter {

    private static final Duration CACHE_DURATION = Duration.ofSeconds(5);
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(5);

    // bounded, because the count is for people, who do not need an exact count of millions
    private static final String COUNT =
            "SELECT count(*) FROM (SELECT 1 FROM conversation WHERE last_activity >= $1 LIMIT 100000) active";

    private final Mono<Long> count;

    ActiveConversationCounter(DatabaseClient database, ConversationProperties properties, Clock clock) {
        // concurrent callers share one query; failures are not cached
        count = Mono.defer(() -> database.sql(COUNT)
                        .bind(0, properties.cutoff(clock.instant()))
                        .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                        .one())
                .timeout(QUERY_TIMEOUT)
                .cache(value -> CACHE_DURATION, failure -> Duration.ZERO, () -> Duration.ZERO);
    }

    Mono<Long> count() {
        return count;
    }
}
