package io.minerstack.gateway.limits;

import io.minerstack.gateway.edge.EdgeFilter;
import io.minerstack.gateway.edge.FilterOrder;
import io.minerstack.gateway.endpoint.Endpoint;
import io.minerstack.gateway.endpoint.RequestEndpoint;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses a request above {@code MAX_CONCURRENT_REQUESTS} with 503. */
@Component
@Order(FilterOrder.CONCURRENCY)
class ConcurrencyFilter extends EdgeFilter {

    private final ConcurrencyLimiter limiter;

    ConcurrencyFilter(ConcurrencyLimiter limiter) {
        this.limiter = limiter;
    }

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        Mono<Void> request = chain.filter(exchange);
        return isHealth(exchange) ? request : limiter.limit(request);
    }

    /** Health matters most while the gateway is full. */
    private static boolean isHealth(ServerWebExchange exchange) {
        return RequestEndpoint.find(exchange) == Endpoint.HEALTH
                && Endpoint.HEALTH.isPublic(exchange.getRequest().getMethod());
    }
}
