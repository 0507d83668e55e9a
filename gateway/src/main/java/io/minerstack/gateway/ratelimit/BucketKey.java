package io.minerstack.gateway.ratelimit;

import io.minerstack.gateway.endpoint.RateLimitGroup;

/**
 * What one bucket counts. The limit is part of it: a changed limit begins a new count.
 *
 * @param caller whose requests
 * @param group to which endpoints
 * @param limit never {@link Limit#OFF}
 */
record BucketKey(RateLimitKey caller, RateLimitGroup group, Limit limit) {

    /** The bucket's name in a store. Ends with the parts that have no colon; an id may have any character. */
    String storeKey() {
        return "miner:limit:%s:%s:%d:%d"
                .formatted(
                        caller.id(),
                        group.label(),
                        limit.requests(),
                        limit.window().toSeconds());
    }
}
