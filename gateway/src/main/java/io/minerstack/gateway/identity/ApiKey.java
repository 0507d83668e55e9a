package io.minerstack.gateway.identity;

import io.minerstack.apikeys.KeyPurpose;
import io.minerstack.gateway.endpoint.RateLimitGroup;
import io.minerstack.gateway.ratelimit.Limit;
import io.minerstack.servicesupport.context.Tenant;
import java.util.Map;

/**
 * Everything that is known about a valid key, except the key itself.
 *
 * @param id names the key where requests are counted; reveals nothing of the key
 * @param name who or what the key is for; several keys may have one name
 * @param purpose what the key is for
 * @param tenant owner of the data that the key gives access to; several keys may have one tenant
 * @param limits the key's own rate limits, where they differ from everybody's
 */
public record ApiKey(String id, String name, KeyPurpose purpose, Tenant tenant, Map<RateLimitGroup, Limit> limits) {

    public ApiKey {
        limits = Map.copyOf(limits);
    }
}
