package io.minerstack.gateway.identity;

import io.minerstack.gateway.ratelimit.Limit;
import io.minerstack.gateway.ratelimit.LimitGroup;
import io.minerstack.servicesupport.context.Tenant;
import java.util.Map;

/**
 * A key as the stack knows it: everything but the key itself.
 *
 * @param id names the key where limits are counted; tells nothing of its value
 * @param tenant whose data its holder works with; several keys may share one
 * @param limits its own limits, where they differ from everybody's
 */
public record ApiKey(String id, Tenant tenant, Map<LimitGroup, Limit> limits) {

    public ApiKey {
        limits = Map.copyOf(limits);
    }
}
