package io.minerstack.gateway.ratelimit;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of every caller that has none of its own.
 *
 * @param enabled false switches every limit off, for load tests
 * @param limits per group of endpoints; a group that is not named is unlimited
 */
@ConfigurationProperties("gateway.rate-limit")
public record RateLimitProperties(
        @DefaultValue("true") boolean enabled, @DefaultValue Map<LimitGroup, Limit> limits) {

    public RateLimitProperties {
        limits = Map.copyOf(limits);
    }

    /** The limit for a group, unless the caller's key has another one. */
    public Limit limit(LimitGroup group, Map<LimitGroup, Limit> ofTheKey) {
        if (!enabled) {
            return Limit.OFF;
        }
        Limit own = ofTheKey.get(group);
        return own == null ? limits.getOrDefault(group, Limit.OFF) : own;
    }
}
