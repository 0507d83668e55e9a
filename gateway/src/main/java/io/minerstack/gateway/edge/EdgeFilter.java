package io.minerstack.gateway.edge;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * A filter of the public port. Spring hands the requests of the management port to the same filters: those pass this
 * one untouched. The order of each subclass is in {@link FilterOrder}.
 */
public abstract class EdgeFilter implements WebFilter {

    @Override
    public final Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return ManagementPortFilter.isManagementPort(exchange) ? chain.filter(exchange) : filterPublic(exchange, chain);
    }

    /** As {@link WebFilter#filter}, for requests of the public port alone. */
    protected abstract Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain);
}
