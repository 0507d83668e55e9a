package io.minerstack.gateway.ratelimit;

import io.minerstack.gateway.edge.EdgeFilter;
import io.minerstack.gateway.edge.FilterOrder;
import io.minerstack.gateway.endpoint.RateLimitGroup;
import io.minerstack.gateway.endpoint.RequestEndpoint;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Counts a request once: for the caller's key, or for the caller's address where the endpoint needs no key. */
@Component
@Order(FilterOrder.RATE_LIMIT)
class RateLimitFilter extends EdgeFilter {

    private final RateLimits limits;

    RateLimitFilter(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        RateLimitGroup group = RequestEndpoint.get(exchange).rateLimitGroup();
        AuthenticatedCaller caller = AuthenticatedCaller.of(exchange);
        Mono<Void> taken =
                caller == null ? limits.takeForAddress(exchange, group) : limits.takeForKey(exchange, caller, group);
        return taken.then(chain.filter(exchange));
    }
}
