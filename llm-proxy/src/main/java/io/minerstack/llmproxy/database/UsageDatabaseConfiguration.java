package io.minerstack.llmproxy.database;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.servicesupport.database.DatabaseUrl;
import io.minerstack.servicesupport.database.PostgresConnections;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** Makes the connection pool. Opens no connection before the first one is needed. */
@Configuration(proxyBeanMethods = false)
class UsageDatabaseConfiguration {

    // more than the different statements of this service
    private static final int PREPARED_STATEMENT_CACHE_SIZE = 32;
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
        var driver = PostgresConnections.driver(
                url, "llm-proxy", CONNECT_TIMEOUT, properties.timeout(), PREPARED_STATEMENT_CACHE_SIZE, loops);
        return new ConnectionPool(PostgresConnections.pool(
                        new PostgresqlConnectionFactory(driver.build()),
                        "usage",
                        properties.poolSize(),
                        properties.timeout(),
                        CONNECT_TIMEOUT,
                        MAX_WAITING)
                .build());
    }
}
