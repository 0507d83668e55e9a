package io.minerstack.gateway.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.minerstack.gateway.endpoint.RateLimitGroup;
import io.minerstack.gateway.ratelimit.RateLimitKey.Kind;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Counts in this process with one token bucket per count. Right for one gateway: each of several grants the whole
 * limit.
 */
class InMemoryRateLimiter implements RateLimiter {

    /** A bucket that was not used for the longest window is full, so a new one can replace it. */
    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);

    private static final int MAX_BUCKETS = 50_000;

    private final TimeMeter time;
    private final Cache<BucketKey, Bucket> keyBuckets = buckets();
    // a cache of their own, so that requests from many addresses can't evict the counts of keys
    private final Cache<BucketKey, Bucket> addressBuckets = buckets();

    InMemoryRateLimiter(TimeMeter time) {
        this.time = time;
    }

    @Override
    public Mono<RateLimitDecision> take(RateLimitKey key, RateLimitGroup group, Limit limit) {
        Bucket bucket = cache(key).get(new BucketKey(key.id(), group, limit), this::fullBucket);
        return Mono.just(decide(bucket));
    }

    private Cache<BucketKey, Bucket> cache(RateLimitKey key) {
        return key.kind() == Kind.API_KEY ? keyBuckets : addressBuckets;
    }

    private Bucket fullBucket(BucketKey key) {
        Limit limit = key.limit();
        return Bucket.builder()
                .addLimit(bandwidth ->
                        bandwidth.capacity(limit.requests()).refillGreedy(limit.requests(), limit.window()))
                .withCustomTimePrecision(time)
                .build();
    }

    private static RateLimitDecision decide(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return new RateLimitDecision(
                probe.isConsumed(),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    private static Cache<BucketKey, Bucket> buckets() {
        return Caffeine.newBuilder()
                .maximumSize(MAX_BUCKETS)
                .expireAfterAccess(LONGEST_WINDOW)
                .build();
    }

    private record BucketKey(String id, RateLimitGroup group, Limit limit) {}
}
