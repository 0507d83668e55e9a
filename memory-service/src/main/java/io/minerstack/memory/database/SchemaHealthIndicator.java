package io.minerstack.memory.database;

import io.minerstack.servicesupport.exception.Causes;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Ready once the schema of the database is at the version of this service, or at a later one. Migrations only add, so a
 * service goes on serving while and after a newer one raises the schema, and after a rollback. A schema never goes
 * back, so the database is not asked again.
 */
final class SchemaHealthIndicator implements ReactiveHealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(SchemaHealthIndicator.class);
    private static final String VERSIONS =
            "SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL";

    private final DatabaseClient database;
    private final MigrationVersion needed;
    private volatile boolean reached;
    private volatile @Nullable String logged;

    SchemaHealthIndicator(DatabaseClient database, MigrationVersion needed) {
        this.database = database;
        this.needed = needed;
    }

    @Override
    public Mono<Health> health() {
        if (reached) {
            return Mono.just(Health.up().build());
        }
        return database.sql(VERSIONS)
                .map(row -> MigrationVersion.fromVersion(RequiredColumn.get(row, "version", String.class)))
                .all()
                .reduce((one, other) -> one.isNewerThan(other) ? one : other)
                .map(this::judge)
                .switchIfEmpty(Mono.fromSupplier(() -> notReady("no version")))
                // the table is missing, or this role may not read it yet
                .onErrorResume(
                        failure -> Causes.contain(
                                failure, R2dbcBadGrammarException.class, R2dbcPermissionDeniedException.class),
                        failure -> Mono.just(notReady("no version")))
                // the health of the connection says why
                .onErrorResume(failure -> Mono.just(Health.down().build()));
    }

    private Health judge(MigrationVersion found) {
        if (found.isAtLeast(needed.getVersion())) {
            reached = true;
            return Health.up().withDetail("version", found.getVersion()).build();
        }
        return notReady("version " + found.getVersion());
    }

    private Health notReady(String found) {
        if (!found.equals(logged)) {
            logged = found;
            log.warn(
                    "database schema: found {}, this service needs version {} or later; not ready until it is there",
                    found,
                    needed.getVersion());
        }
        return Health.outOfService()
                .withDetail("found", found)
                .withDetail("needed", needed.getVersion())
                .build();
    }
}
