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
 * Puts the path inside as it came, byte for byte: a conversation's id may hold {@code %2F}, {@code %25} or {@code ..}.
 * Stands in for {@link RouteToRequestUrlFilter}, which takes paths apart and encodes them anew where it sees fit.
 */
@Component
class RawRequestUrl implements GlobalFilter, Ordered {

    private final String base;

    RawRequestUrl(UpstreamProperties upstream) {
        this.base = upstream.url().getScheme() + "://" + upstream.url().getRawAuthority();
    }

    @Override
    public int getOrder() {
        return RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        URI sent = exchange.getRequest().getURI();
        String query = sent.getRawQuery();
        URI inside = URI.create(base + sent.getRawPath() + (query == null ? "" : "?" + query));
        exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, inside);
        return chain.filter(exchange);
    }
}
