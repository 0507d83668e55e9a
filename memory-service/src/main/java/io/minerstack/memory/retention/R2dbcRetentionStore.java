package io.minerstack.memory.retention;

import java.time.Instant;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Calls the SQL functions of {@code R__sweep.sql}, which skip locked rows. */
@Repository
class R2dbcRetentionStore implements RetentionStore {

    private final DatabaseClient database;

    R2dbcRetentionStore(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Integer> deleteMessages(Instant cutoff, int batchSize) {
        return call("SELECT sweep_messages($1, $2)", cutoff, batchSize);
    }

    @Override
    public Mono<Integer> deleteConversations(Instant cutoff, int batchSize) {
        return call("SELECT sweep_conversations($1, $2)", cutoff, batchSize);
    }

    @Override
    public Mono<Integer> deletePlaybookLog(Instant cutoff, int batchSize) {
        return call("SELECT sweep_playbook_log($1, $2)", cutoff, batchSize);
    }

    private Mono<Integer> call(String sql, Instant cutoff, int batchSize) {
        return database.sql(sql)
                .bind(0, cutoff)
                .bind(1, batchSize)
                .map(row -> Objects.requireNonNull(row.get(0, Integer.class)))
                .one();
    }
}
