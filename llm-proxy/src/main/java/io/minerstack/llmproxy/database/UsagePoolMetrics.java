package io.minerstack.llmproxy.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import java.util.function.ToIntFunction;

/**
 * The gauges of the connection pool, under the names that Spring Boot gives them. Its own class for them comes with its
 * configuration of R2DBC, which this service does without.
 */
final class UsagePoolMetrics {

    private UsagePoolMetrics() {}

    static void register(ConnectionPool pool, MeterRegistry registry) {
        pool.getMetrics().ifPresent(metrics -> {
            gauge(registry, metrics, "acquired", "Connections in use", PoolMetrics::acquiredSize);
            gauge(registry, metrics, "allocated", "Connections in use or idle", PoolMetrics::allocatedSize);
            gauge(registry, metrics, "idle", "Idle connections", PoolMetrics::idleSize);
            gauge(registry, metrics, "pending", "Requests for a connection that wait", PoolMetrics::pendingAcquireSize);
            gauge(registry, metrics, "max.allocated", "The most connections", PoolMetrics::getMaxAllocatedSize);
            gauge(registry, metrics, "max.pending", "The most waiting requests", PoolMetrics::getMaxPendingAcquireSize);
        });
    }

    private static void gauge(
            MeterRegistry registry,
            PoolMetrics metrics,
            String name,
            String description,
            ToIntFunction<PoolMetrics> value) {
        Gauge.builder("r2dbc.pool." + name, metrics, each -> value.applyAsInt(each))
                .description(description)
                .baseUnit("connections")
                .tag("name", "usage")
                .register(registry);
    }
}
