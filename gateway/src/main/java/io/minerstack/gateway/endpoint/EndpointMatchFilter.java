package io.minerstack.gateway.endpoint;

import io.minerstack.gateway.edge.EdgeFilter;
import io.minerstack.gateway.edge.FilterOrder;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Finds the endpoint of a request for all later filters. Refuses nothing. */
@Component
@Order(FilterOrder.ENDPOINT_MATCH)
class EndpointMatchFilter extends EdgeFilter {

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        Endpoint endpoint = Endpoints.find(path);
        if (endpoint != null) {
            RequestEndpoint.set(exchange, endpoint);
        } else {
            endpoint = Endpoints.findWithTrailingSlash(path);
            if (endpoint != null) {
                RequestEndpoint.setWithTrailingSlash(exchange, endpoint);
            }
        }
        if (endpoint != null) {
            namePath(exchange, endpoint.path());
        }
        return chain.filter(exchange);
    }

    /** Metrics and the access log show the path's template, because a path can contain a conversation's id. */
    private static void namePath(ServerWebExchange exchange, String template) {
        exchange.getAttributes().put(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, template);
        ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .ifPresent(observation -> observation.setPathPattern(template));
    }
}
