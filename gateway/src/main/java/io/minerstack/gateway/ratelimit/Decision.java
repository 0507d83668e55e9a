package io.minerstack.gateway.ratelimit;

import java.time.Duration;

/**
 * What a limiter says to one request.
 *
 * @param allowed whether it may go on; if so it has been counted
 * @param remaining requests left at this moment
 * @param retryAfter how long until one more is allowed; zero when this one is
 * @param reset how long until the whole budget is back
 */
public record Decision(boolean allowed, long remaining, Duration retryAfter, Duration reset) {}
