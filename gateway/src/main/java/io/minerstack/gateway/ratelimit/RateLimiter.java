package io.minerstack.gateway.ratelimit;

import reactor.core.publisher.Mono;

/** Counts requests against limits. Asynchronous, because several gateways share their counts through a store. */
@FunctionalInterface
public interface RateLimiter {

    /**
     * Takes one request from a budget if there is one left.
     *
     * @param limit never {@link Limit#OFF}
     */
    Mono<Decision> take(Taker taker, LimitGroup group, Limit limit);
}
