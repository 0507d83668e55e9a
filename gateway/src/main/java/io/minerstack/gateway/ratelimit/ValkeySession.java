package io.minerstack.gateway.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/**
 * One connection to Valkey and the buckets that are counted through it. A gateway sends the requests of a bucket that
 * arrive together in one command: with one command for each they would only invalidate each other's.
 */
class ValkeySession {

    /** A bucket is kept a moment longer than its window, so that no part of the window is without it. */
    private static final Duration KEPT_AFTER_WINDOW = Duration.ofMillis(1);

    private static final int MAX_BUCKETS = 50_000;

    private static final byte[] PROBE_KEY = "miner:probe".getBytes(StandardCharsets.UTF_8);
    private static final BucketConfiguration PROBE_BUCKET = LimitBuckets.configuration(Limit.of("1000000/s"));
    /** Longer than a pause of this JVM. */
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final Duration timeout;
    private final AsyncProxyManager<byte[]> manager;
    private final AsyncProxyManager<byte[]> prober;
    private final Cache<BucketKey, AsyncBucketProxy> buckets =
            Caffeine.newBuilder().maximumSize(MAX_BUCKETS).build();

    ValkeySession(StatefulRedisConnection<byte[], byte[]> connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
        this.manager = manager(connection, timeout);
        this.prober = manager(connection, PROBE_TIMEOUT);
    }

    /** Counts one request. Fails if Valkey does not answer in time. */
    Mono<RateLimitDecision> take(BucketKey key) {
        AsyncBucketProxy bucket = buckets.get(key, this::bucket);
        // a caller that goes away must not cancel a command that counts for others, too
        return Mono.fromFuture(() -> bucket.tryConsumeAndReturnRemaining(1), true)
                // the command may wait for the one before
                .timeout(timeout)
                .map(LimitBuckets::decision);
    }

    /** Completes if Valkey counts. A ping would succeed where Valkey has no memory left, or refuses this user. */
    Mono<Void> probe() {
        return Mono.fromFuture(
                        () -> prober.builder()
                                .build(PROBE_KEY, () -> CompletableFuture.completedFuture(PROBE_BUCKET))
                                .tryConsume(1),
                        true)
                .then();
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    // nothing is left to do when the connection is closed
    @SuppressWarnings("FutureReturnValueIgnored")
    void close() {
        connection.closeAsync();
    }

    private static AsyncProxyManager<byte[]> manager(
            StatefulRedisConnection<byte[], byte[]> connection, Duration timeout) {
        return Bucket4jLettuce.casBasedBuilder(connection)
                .requestTimeout(timeout)
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_AFTER_WINDOW))
                .build()
                .asAsync();
    }

    private AsyncBucketProxy bucket(BucketKey key) {
        return manager.builder()
                .withOptimization(Optimizations.batching())
                .build(
                        key.storeKey().getBytes(StandardCharsets.UTF_8),
                        () -> CompletableFuture.completedFuture(LimitBuckets.configuration(key.limit())));
    }
}
