package io.minerstack.servicesupport.client;

import java.time.Duration;
import reactor.netty.resources.ConnectionProvider;

/**
 * Bounds how long a connection between services is reused. A replica that is about to stop gets no new connections, but
 * keeps the old ones: a request on one of them could reach the replica while it closes. And a new replica gets requests
 * only by new connections.
 */
public final class ConnectionLifetime {

    /** Shorter than the time that the chart leaves between a pod's removal from its Service and its stop. */
    private static final Duration MAX = Duration.ofSeconds(8);

    private ConnectionLifetime() {}

    /** The same pool; a connection that is older is closed when its request has ended. */
    public static ConnectionProvider.Builder bound(ConnectionProvider.Builder pool) {
        return bound(pool, MAX);
    }

    static ConnectionProvider.Builder bound(ConnectionProvider.Builder pool, Duration max) {
        return pool.maxLifeTime(max).evictInBackground(max);
    }
}
