package io.minerstack.gateway.ratelimit;

import io.minerstack.gateway.endpoint.RateLimitGroup;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The rate limits of callers whose key has no limits of its own.
 *
 * @param enabled {@code off} turns every limit off, for load tests
 * @param limits requests per key, or per address where no key is needed: number/s, number/m, number/h or {@code off}
 */
@ConfigurationProperties("gateway.rate-limit")
record RateLimitProperties(
        @DefaultValue("true") boolean enabled, @DefaultValue Map<RateLimitGroup, Limit> limits) {

    RateLimitProperties {
        limits = Map.copyOf(limits);
    }

    /** The limit for a group: the key's own limit if it has one. */
    Limit limit(RateLimitGroup group, Map<RateLimitGroup, Limit> limitsOfKey) {
        if (!enabled) {
            return Limit.OFF;
        }
        Limit own = limitsOfKey.get(group);
        return own == null ? limits.getOrDefault(group, Limit.OFF) : own;
    }
}
