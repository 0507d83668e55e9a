package io.minerstack.gateway.ratelimit;

import io.minerstack.gateway.endpoint.RateLimitGroup;
import io.minerstack.gateway.ratelimit.RateLimitKey.Kind;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Counts the requests of keys in Valkey, so that all gateways together grant each limit once; while Valkey is down, in
 * this process. Addresses are always counted in this process: a flood of requests without a valid key must neither load
 * Valkey nor push the counts of keys out of its memory.
 */
class SharedRateLimiter implements RateLimiter {

    private final ValkeyCounts valkey;
    private final RateLimiter local;

    SharedRateLimiter(ValkeyCounts valkey, RateLimiter local) {
        this.valkey = valkey;
        this.local = local;
    }

    @Override
    public Mono<RateLimitDecision> take(RateLimitKey key, RateLimitGroup group, Limit limit) {
        if (key.kind() != Kind.API_KEY) {
            return local.take(key, group, limit);
        }
        return valkey.take(new BucketKey(key, group, limit))
                .switchIfEmpty(Mono.defer(() -> local.take(key, group, limit)))
                // one thread reads all replies of Valkey; what follows must not wait for each other there
                .publishOn(Schedulers.parallel());
    }
}
