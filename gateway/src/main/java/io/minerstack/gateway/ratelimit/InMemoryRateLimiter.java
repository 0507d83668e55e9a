package io.minerstack.gateway.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.minerstack.gateway.endpoint.RateLimitGroup;
import io.minerstack.gateway.ratelimit.RateLimitKey.Kind;
import reactor.core.publisher.Mono;

/**
 * Counts in this process with one bucket per count. Right for one gateway: each of several grants the whole limit. A
 * bucket lives as long as its window, so that the next window begins with the next request.
 */
class InMemoryRateLimiter implements RateLimiter {

    private static final int MAX_BUCKETS = 50_000;

    private final TimeMeter time;
    private final Cache<BucketKey, Bucket> keyBuckets;
    // a cache of their own, so that requests from many addresses can't evict the counts of keys
    private final Cache<BucketKey, Bucket> addressBuckets;

    InMemoryRateLimiter(TimeMeter time) {
        this.time = time;
        this.keyBuckets = buckets(time);
        this.addressBuckets = buckets(time);
    }

    @Override
    public Mono<RateLimitDecision> take(RateLimitKey key, RateLimitGroup group, Limit limit) {
        Bucket bucket = cache(key).get(new BucketKey(key, group, limit), this::fullBucket);
        return Mono.just(LimitBuckets.decision(bucket.tryConsumeAndReturnRemaining(1)));
    }

    private Cache<BucketKey, Bucket> cache(RateLimitKey key) {
        return key.kind() == Kind.API_KEY ? keyBuckets : addressBuckets;
    }

    private Bucket fullBucket(BucketKey key) {
        return Bucket.builder()
                .addLimit(LimitBuckets.bandwidth(key.limit()))
                .withCustomTimePrecision(time)
                .build();
    }

    private static Cache<BucketKey, Bucket> buckets(TimeMeter time) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_BUCKETS)
                .expireAfter(Expiry.<BucketKey, Bucket>creating(
                        (key, bucket) -> key.limit().window()))
                .ticker(time::currentTimeNanos)
                .build();
    }
}
