package io.minerstack.memory.database;

import io.minerstack.servicesupport.database.DatabaseUrl;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.client.ChannelBindingMode;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.pool.PooledRefMetadata;

/** Configures the driver for requests, R2DBC. The migrations have JDBC, from the same URL. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    static final String APPLICATION_NAME = "memory-service";
    // this service has fewer different statements than this
    private static final int PREPARED_STATEMENT_CACHE_SIZE = 64;
    private static final Duration MAX_CONNECTION_AGE = Duration.ofMinutes(10);

    @Bean(destroyMethod = "dispose")
    ConnectionPool connectionPool(
            DatabaseUrl url,
            DatabaseProperties properties,
            ReactorResourceFactory reactorResources,
            ChosenSchema schema) {
        LoopResources loops = reactorResources.getLoopResources();
        ConnectionFactory connections = new SchemaConnectionFactory(
                schema,
                new PostgresqlConnectionFactory(driver(url, properties, loops).build()),
                new PostgresqlConnectionFactory(driver(url, properties, loops)
                        .schema(DatabaseSchema.OWN)
                        .build()));
        return new ConnectionPool(ConnectionPoolConfiguration.builder(connections)
                .name("memory")
                .initialSize(0)
                .maxSize(properties.poolSize())
                .maxAcquireTime(properties.acquireTimeout())
                .maxCreateConnectionTime(properties.connectTimeout())
                // one attempt: the driver would repeat a refused connect at once, which adds load and does not help
                .acquireRetry(1)
                .customizer(pool -> pool.maxPendingAcquire(properties.poolPending())
                        .evictionPredicate(DatabaseConfiguration::isStale))
                .build());
    }

    /**
     * Whether to drop a connection from the pool. A restart of the database closes connections, which the local
     * validation sees without a round trip. A server that is gone without closing them is found by the maximum age.
     */
    private static boolean isStale(Connection connection, PooledRefMetadata metadata) {
        return metadata.lifeTime() > MAX_CONNECTION_AGE.toMillis()
                || !Boolean.TRUE.equals(Mono.from(connection.validate(ValidationDepth.LOCAL))
                        .toFuture()
                        .getNow(false));
    }

    private static PostgresqlConnectionConfiguration.Builder driver(
            DatabaseUrl url, DatabaseProperties properties, LoopResources loopResources) {
        var driver = PostgresqlConnectionConfiguration.builder()
                .host(url.host())
                .port(url.port())
                .database(url.database())
                .username(url.user())
                .password(url.password().reveal())
                .applicationName(APPLICATION_NAME)
                .connectTimeout(properties.connectTimeout())
                .statementTimeout(properties.statementTimeout())
                // the event loops that serve requests: with threads of its own, the driver would switch threads for
                // each row
                .loopResources(loopResources)
                .tcpKeepAlive(true)
                .tcpNoDelay(true)
                .preparedStatementCacheQueries(PREPARED_STATEMENT_CACHE_SIZE)
                .options(Map.of(
                        // the SQL functions that take row locks rely on this isolation level
                        "default_transaction_isolation",
                        "read committed",
                        // a transaction whose client is gone must release its locks
                        "idle_in_transaction_session_timeout",
                        Long.toString(properties.statementTimeout().toMillis())));
        if (url.parameters().containsKey("sslmode")) {
            driver.sslMode(SSLMode.fromValue(url.parameters().get("sslmode")));
        }
        if (url.parameters().containsKey("sslrootcert")) {
            driver.sslRootCert(url.parameters().get("sslrootcert"));
        }
        if (url.parameters().containsKey("channel_binding")) {
            driver.channelBinding(ChannelBindingMode.fromValue(url.parameters().get("channel_binding")));
        }
        return driver;
    }

    @Bean
    SchemaHealthIndicator schemaHealthIndicator(DatabaseClient database) {
        return new SchemaHealthIndicator(database, NewestMigration.version());
    }
}
