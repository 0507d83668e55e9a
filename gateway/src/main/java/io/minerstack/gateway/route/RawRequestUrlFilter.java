package io.minerstack.gateway.route;

import java.net.URI;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Relays path and query byte for byte: a conversation's id may contain {@code %2F}, {@code %25} or {@code ..}. Replaces
 * {@link RouteToRequestUrlFilter}, which decodes paths and may encode them differently.
 */
@Component
class RawRequestUrlFilter implements GlobalFilter, Ordered {

    private final String baseUrl;

    RawRequestUrlFilter(AgentServiceProperties agentService) {
        this.baseUrl =
                agentService.url().getScheme() + "://" + agentService.url().getRawAuthority();
    }

    @Override
    public int getOrder() {
        return RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        URI received = exchange.getRequest().getURI();
        String query = received.getRawQuery();
        URI relayed = URI.create(baseUrl + received.getRawPath() + (query == null ? "" : "?" + query));
        exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, relayed);
        return chain.filter(exchange);
    }
}
