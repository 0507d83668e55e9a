package io.minerstack.gateway.ratelimit;

import io.minerstack.gateway.endpoint.RateLimitGroup;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * The caller whose key was accepted, as far as rate limits need it. Authentication adds it to the exchange;
 * a request without one is counted for its address.
 *
 * @param key what the caller's requests are counted under
 * @param limits the key's own limits, where they differ from everybody's
 * @param counted whether there are limits for the caller at all
 */
public record AuthenticatedCaller(RateLimitKey key, Map<RateLimitGroup, Limit> limits, boolean counted) {

    private static final String ATTRIBUTE = AuthenticatedCaller.class.getName();

    public AuthenticatedCaller(String account, Map<RateLimitGroup, Limit> limits, boolean counted) {
        this(RateLimitKey.ofAccount(account), limits, counted);
    }

    public void addTo(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    static @Nullable AuthenticatedCaller of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }
}
