package io.minerstack.servicesupport.database;

import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.client.ChannelBindingMode;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.pool.PooledRefMetadata;

/** The driver and the pool of connections to PostgreSQL, as every service with a database configures them. */
public final class PostgresConnections {

    private static final Duration MAX_CONNECTION_AGE = Duration.ofMinutes(10);

    private PostgresConnections() {}

    /**
     * The driver.
     *
     * @param applicationName the service, for the database's own views
     * @param statementTimeout also ends a transaction whose client is gone, which must release its locks
     * @param preparedStatements more than the different statements of the service
     * @param loops the event loops that serve requests: with threads of its own, the driver would switch threads for
     *     each row
     */
    public static PostgresqlConnectionConfiguration.Builder driver(
            DatabaseUrl url,
            String applicationName,
            Duration connectTimeout,
            Duration statementTimeout,
            int preparedStatements,
            LoopResources loops) {
        var driver = PostgresqlConnectionConfiguration.builder()
                .host(url.host())
                .port(url.port())
                .database(url.database())
                .username(url.user())
                .password(url.password().reveal())
                .applicationName(applicationName)
                .connectTimeout(connectTimeout)
                .statementTimeout(statementTimeout)
                .loopResources(loops)
                .tcpKeepAlive(true)
                .tcpNoDelay(true)
                .preparedStatementCacheQueries(preparedStatements)
                .options(Map.of(
                        // the SQL functions that take row locks rely on this isolation level
                        "default_transaction_isolation",
                        "read committed",
                        "idle_in_transaction_session_timeout",
                        Long.toString(statementTimeout.toMillis())));
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

    /**
     * The pool. Opens no connection before the first one is needed.
     *
     * @param name in metrics
     * @param size maximum number of connections
     * @param acquireTimeout how long a request waits for a connection
     * @param connectTimeout how long a connection may take to open; one that opens too late for its request serves the
     *     next one
     * @param waiting maximum number of requests that wait for a connection
     */
    public static ConnectionPoolConfiguration.Builder pool(
            ConnectionFactory connections,
            String name,
            int size,
            Duration acquireTimeout,
            Duration connectTimeout,
            int waiting) {
        return ConnectionPoolConfiguration.builder(connections)
                .name(name)
                .initialSize(0)
                .maxSize(size)
                .maxAcquireTime(acquireTimeout)
                .maxCreateConnectionTime(connectTimeout)
                // one attempt: the driver would repeat a refused connect at once, which adds load and does not help
                .acquireRetry(1)
                .customizer(pool -> pool.maxPendingAcquire(waiting).evictionPredicate(PostgresConnections::isStale));
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
}
