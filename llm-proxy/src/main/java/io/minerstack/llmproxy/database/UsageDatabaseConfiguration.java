package io.minerstack.llmproxy.database;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.servicesupport.database.DatabaseUrl;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.client.ChannelBindingMode;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.pool.PooledRefMetadata;

/** Makes the connection pool. Opens no connection before the first one is needed. */
@Configuration(proxyBeanMethods = false)
class UsageDatabaseConfiguration {

    // more than the different statements of this service
    private static final int PREPARED_STATEMENT_CACHE_SIZE = 32;
    private static final Duration MAX_CONNECTION_AGE = Duration.ofMinutes(10);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_WAITING = 1_000;

    @Bean
    UsageDatabase usageDatabase(
            UsageDatabaseProperties properties, ReactorResourceFactory reactorResources, MeterRegistry registry) {
        DatabaseUrl url = properties.databaseUrl();
        return url == null
                ? UsageDatabase.none()
                : UsageDatabase.of(
                        pool(url, properties, reactorResources.getLoopResources()), properties.timeout(), registry);
    }

    static ConnectionPool pool(DatabaseUrl url, UsageDatabaseProperties properties, LoopResources loops) {
        return new ConnectionPool(
                ConnectionPoolConfiguration.builder(new PostgresqlConnectionFactory(driver(url, properties, loops)))
                        .name("usage")
                        .initialSize(0)
                        .maxSize(properties.poolSize())
                        .maxAcquireTime(properties.timeout())
                        // a connection that opens too late for its request serves the next one
                        .maxCreateConnectionTime(CONNECT_TIMEOUT)
                        .acquireRetry(1)
                        .customizer(pool -> pool.maxPendingAcquire(MAX_WAITING)
                                .evictionPredicate(UsageDatabaseConfiguration::isStale))
                        .build());
    }

    private static boolean isStale(Connection connection, PooledRefMetadata metadata) {
        return metadata.lifeTime() > MAX_CONNECTION_AGE.toMillis()
                || !Boolean.TRUE.equals(Mono.from(connection.validate(ValidationDepth.LOCAL))
                        .toFuture()
                        .getNow(false));
    }

    private static PostgresqlConnectionConfiguration driver(
            DatabaseUrl url, UsageDatabaseProperties properties, LoopResources loops) {
        String millis = Long.toString(properties.timeout().toMillis());
        var driver = PostgresqlConnectionConfiguration.builder()
                .host(url.host())
                .port(url.port())
                .database(url.database())
                .username(url.user())
                .password(url.password().reveal())
                .applicationName("llm-proxy")
                .connectTimeout(CONNECT_TIMEOUT)
                .statementTimeout(properties.timeout())
                .loopResources(loops)
                .tcpKeepAlive(true)
                .tcpNoDelay(true)
                .preparedStatementCacheQueries(PREPARED_STATEMENT_CACHE_SIZE)
                .options(Map.of(
                        // the SQL functions that take row locks rely on this isolation level
                        "default_transaction_isolation",
                        "read committed",
                        "idle_in_transaction_session_timeout",
                        millis));
        if (url.parameters().containsKey("sslmode")) {
            driver.sslMode(SSLMode.fromValue(url.parameters().get("sslmode")));
        }
        if (url.parameters().containsKey("sslrootcert")) {
            driver.sslRootCert(url.parameters().get("sslrootcert"));
        }
        if (url.parameters().containsKey("channel_binding")) {
            driver.channelBinding(ChannelBindingMode.fromValue(url.parameters().get("channel_binding")));
        }
        return driver.build();
    }
}
