package io.minerstack.gateway.context;

import io.minerstack.gateway.edge.EdgeFilter;
import io.minerstack.gateway.edge.FilterOrder;
import io.minerstack.gateway.endpoint.Endpoint;
import io.minerstack.gateway.endpoint.RequestEndpoint;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestContextFilter;
import java.time.Clock;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Measures how much time was left until the deadline when a response was complete, for endpoints that need a key.
 * Requests of monitoring (keys of purpose {@code probe}) are left out.
 */
@Component
@Order(FilterOrder.DEADLINE_SLACK)
class DeadlineSlackFilter extends EdgeFilter {

    private final DeadlineSlackMetrics metrics;
    private final Clock clock;

    DeadlineSlackFilter(DeadlineSlackMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        Endpoint endpoint = RequestEndpoint.get(exchange);
        Mono<Void> response = chain.filter(exchange);
        return endpoint.needsKey() ? response.doOnSuccess(done -> record(exchange, endpoint)) : response;
    }

    private void record(ServerWebExchange exchange, Endpoint endpoint) {
        RequestContext context = RequestContextFilter.contextOf(exchange);
        if (context != null && !context.isOfProbe()) {
            metrics.record(endpoint, context.deadline().remaining(clock));
        }
    }
}
