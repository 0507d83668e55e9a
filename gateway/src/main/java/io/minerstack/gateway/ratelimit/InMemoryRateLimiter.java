package io.minerstack.gateway.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.minerstack.gateway.ratelimit.Taker.Kind;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Counts in this process: right for one gateway. With several, each would grant the whole limit again. */
class InMemoryRateLimiter implements RateLimiter {

    /** A bucket that nobody touched for the longest window is full, and so as good as a new one. */
    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);

    private static final int MOST_BUCKETS = 50_000;

    private final TimeMeter time;
    private final Cache<Budget, Bucket> ofKeys = buckets();
    // apart, so that a flood from many addresses can't push out the counts of keys
    private final Cache<Budget, Bucket> ofAddresses = buckets();

    InMemoryRateLimiter(TimeMeter time) {
        this.time = time;
    }

    @Override
    public Mono<Decision> take(Taker taker, LimitGroup group, Limit limit) {
        Bucket bucket = cache(taker).get(new Budget(taker.id(), group, limit), this::full);
        return Mono.just(decide(bucket));
    }

    private Cache<Budget, Bucket> cache(Taker taker) {
        return taker.kind() == Kind.KEY ? ofKeys : ofAddresses;
    }

    private Bucket full(Budget budget) {
        Limit limit = budget.limit();
        return Bucket.builder()
                .addLimit(bandwidth ->
                        bandwidth.capacity(limit.requests()).refillGreedy(limit.requests(), limit.window()))
                .withCustomTimePrecision(time)
                .build();
    }

    private static Decision decide(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return new Decision(
                probe.isConsumed(),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    private static Cache<Budget, Bucket> buckets() {
        return Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(LONGEST_WINDOW)
                .build();
    }

    private record Budget(String id, LimitGroup group, Limit limit) {}
}
