package io.minerstack.gateway.ratelimit;

import java.time.Duration;

/**
 * What a {@link RateLimiter} decided about one request.
 *
 * @param allowed whether the request may go on; an allowed request has been counted
 * @param remaining requests left at this moment
 * @param retryAfter how long until one more request is allowed; zero if this one is
 * @param reset how long until all requests of the limit are available again
 */
public record RateLimitDecision(boolean allowed, long remaining, Duration retryAfter, Duration reset) {}
