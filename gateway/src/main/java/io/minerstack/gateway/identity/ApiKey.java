package io.minerstack.gateway.identity;

import io.minerstack.gateway.endpoint.RateLimitGroup;
import io.minerstack.gateway.ratelimit.Limit;
import io.minerstack.servicesupport.context.Tenant;
import java.util.Map;

/**
 * Everything that is known about a valid key, except the key itself.
 *
 * @param id names the key where requests are counted; reveals nothing of the key
 * @param tenant owner of the data that the key gives access to; several keys may have one tenant
 * @param limits the key's own rate limits, where they differ from everybody's
 */
public record ApiKey(String id, Tenant tenant, Map<RateLimitGroup, Limit> limits) {

    public ApiKey {
        limits = Map.copyOf(limits);
    }
}
