package io.minerstack.memory.database;

import io.minerstack.servicesupport.database.DatabaseUrl;
import io.minerstack.servicesupport.database.PostgresConnections;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.netty.resources.LoopResources;

/** Configures the driver for requests, R2DBC. The migrations have JDBC, from the same URL. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    static final String APPLICATION_NAME = "memory-service";
    // this service has fewer different statements than this
    private static final int PREPARED_STATEMENT_CACHE_SIZE = 64;

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
        return new ConnectionPool(PostgresConnections.pool(
                        connections,
                        "memory",
                        properties.poolSize(),
                        properties.acquireTimeout(),
                        properties.connectTimeout(),
                        properties.poolPending())
                .build());
    }

    private static PostgresqlConnectionConfiguration.Builder driver(
            DatabaseUrl url, DatabaseProperties properties, LoopResources loops) {
        return PostgresConnections.driver(
                url,
                APPLICATION_NAME,
                properties.connectTimeout(),
                properties.statementTimeout(),
                PREPARED_STATEMENT_CACHE_SIZE,
                loops);
    }

    @Bean
    SchemaHealthIndicator schemaHealthIndicator(DatabaseClient database) {
        return new SchemaHealthIndicator(database, NewestMigration.version());
    }
}
