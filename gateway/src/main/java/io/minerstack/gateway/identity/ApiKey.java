package io.minerstack.gateway.identity;

import io.minerstack.apikeys.KeyPurpose;
import io.minerstack.gateway.endpoint.RateLimitGroup;
import io.minerstack.gateway.ratelimit.Limit;
import io.minerstack.servicesupport.context.CallerKey;
import io.minerstack.servicesupport.context.SpendingLimits;
import io.minerstack.servicesupport.context.Tenant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known about a valid key, except the key itself.
 *
 * @param id names the key in the usage ledger and in logs; reveals nothing of the key
 * @param name who or what the key is for; several keys may have one name
 * @param purpose what the key is for
 * @param tenant owner of the data that the key gives access to; several keys may have one tenant
 * @param limits the key's own rate limits, where they differ from everybody's
 * @param budget what the key may spend; null for no limit
 */
public record ApiKey(
        String id,
        String name,
        KeyPurpose purpose,
        Tenant tenant,
        Map<RateLimitGroup, Limit> limits,
        @Nullable SpendingLimits budget) {

    public ApiKey {
        limits = Map.copyOf(limits);
    }

    /** A key without a budget. */
    public ApiKey(String id, String name, KeyPurpose purpose, Tenant tenant, Map<RateLimitGroup, Limit> limits) {
        this(id, name, purpose, tenant, limits, null);
    }

    /**
     * What requests and budgets are counted under: a key that is rotated keeps it, and two tenants with keys of one
     * name do not share it.
     */
    String account() {
        return tenant.name() + "/" + name;
    }

    /** Whether requests of the key count anywhere. Those of a probe do not: neither in limits, budgets nor usage. */
    boolean isCounted() {
        return purpose != KeyPurpose.PROBE;
    }

    /** What the services behind learn of this key. A probe has neither an id nor a budget there. */
    public CallerKey callerKey() {
        return isCounted() ? new CallerKey(id, name, budget) : new CallerKey(null, name, null);
    }
}
