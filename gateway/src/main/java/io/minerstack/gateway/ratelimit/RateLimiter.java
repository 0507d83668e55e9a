package io.minerstack.gateway.ratelimit;

import io.minerstack.gateway.endpoint.RateLimitGroup;
import reactor.core.publisher.Mono;

/** Counts requests against limits. Asynchronous, so that several gateways can share their counts through a store. */
@FunctionalInterface
public interface RateLimiter {

    /**
     * Counts one request if the limit allows one more.
     *
     * @param limit never {@link Limit#OFF}
     */
    Mono<RateLimitDecision> take(RateLimitKey key, RateLimitGroup group, Limit limit);
}
