package io.minerstack.memory.retention;

import java.time.Instant;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** {@link RetentionStore} by the functions of the migrations, which skip rows that somebody works on. */
@Repository
class R2dbcRetentionStore implements RetentionStore {

    private final DatabaseClient database;

    R2dbcRetentionStore(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Integer> messages(Instant cutoff, int batch) {
        return call("SELECT sweep_messages($1, $2)", cutoff, batch);
    }

    @Override
    public Mono<Integer> conversations(Instant cutoff, int batch) {
        return call("SELECT sweep_conversations($1, $2)", cutoff, batch);
    }

    private Mono<Integer> call(String sql, Instant cutoff, int batch) {
        return database.sql(sql)
                .bind(0, cutoff)
                .bind(1, batch)
                .map(row -> Objects.requireNonNull(row.get(0, Integer.class)))
                .one();
    }
}
