package io.minerstack.memory.database;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.pool.PooledRefMetadata;

/** One URL, two drivers: R2DBC for calls, JDBC for the migrations at start. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final String APPLICATION = "memory-service";
    // our statements are few and fixed
    private static final int PREPARED_STATEMENTS = 64;
    private static final Duration MAX_LIFE = Duration.ofMinutes(10);

    @Bean
    DatabaseUrl databaseUrl(DatabaseProperties properties) {
        return properties.address();
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool connectionPool(DatabaseUrl url, DatabaseProperties properties, ReactorResourceFactory threads) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(
                        new PostgresqlConnectionFactory(driver(url, properties, threads.getLoopResources())))
                .name("memory")
                .initialSize(0)
                .maxSize(properties.poolSize())
                .maxAcquireTime(properties.acquireTimeout())
                .maxCreateConnectionTime(properties.connectTimeout())
                // a server that refuses is not made better by asking it again at once
                .acquireRetry(1)
                .customizer(pool -> pool.maxPendingAcquire(properties.poolPending())
                        .evictionPredicate(DatabaseConfiguration::isUseless))
                .build());
    }

    /**
     * A restarted database leaves a pool full of dead connections behind; a server that moved without a word, connections
     * that nobody answers on. The check of the first is local, so it is there at once.
     */
    private static boolean isUseless(Connection connection, PooledRefMetadata metadata) {
        return metadata.lifeTime() > MAX_LIFE.toMillis()
                || !Boolean.TRUE.equals(Mono.from(connection.validate(ValidationDepth.LOCAL))
                        .toFuture()
                        .getNow(false));
    }

    private static PostgresqlConnectionConfiguration driver(
            DatabaseUrl url, DatabaseProperties properties, LoopResources threads) {
        var driver = PostgresqlConnectionConfiguration.builder()
                .host(url.host())
                .port(url.port())
                .database(url.database())
                .username(url.user())
                .password(url.password().reveal())
                .applicationName(APPLICATION)
                .connectTimeout(properties.connectTimeout())
                .statementTimeout(properties.statementTimeout())
                // the threads that serve requests: the driver's own would hand every row over to them
                .loopResources(threads)
                .tcpKeepAlive(true)
                .tcpNoDelay(true)
                .preparedStatementCacheQueries(PREPARED_STATEMENTS)
                .options(Map.of(
                        // what the functions that take row locks are written for
                        "default_transaction_isolation",
                        "read committed",
                        // a transaction that we lost must not keep its locks
                        "idle_in_transaction_session_timeout",
                        Long.toString(properties.statementTimeout().toMillis())));
        if (url.parameters().containsKey("sslmode")) {
            driver.sslMode(SSLMode.fromValue(url.parameters().get("sslmode")));
        }
        if (url.parameters().containsKey("sslrootcert")) {
            driver.sslRootCert(url.parameters().get("sslrootcert"));
        }
        return driver.build();
    }

    /** Left out where something else migrates, and where the images rehearse their start without a database. */
    @Bean
    @ConditionalOnBooleanProperty(name = "memory.database.migrate", matchIfMissing = true)
    MigrationRunner migrations(DatabaseUrl url, DatabaseProperties properties) {
        Flyway flyway = Flyway.configure()
                .dataSource(
                        JdbcUrl.of(url, APPLICATION), url.user(), url.password().reveal())
                // SQL functions are full of what Flyway would take for its own
                .placeholderReplacement(false)
                .load();
        return new MigrationRunner(flyway::migrate, url.place(), properties.startWait());
    }
}
