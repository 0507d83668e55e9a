package io.minerstack.gateway.rejection;

import io.minerstack.gateway.edge.EdgeFilter;
import io.minerstack.gateway.edge.FilterOrder;
import io.minerstack.gateway.edge.HeldBackBody;
import io.minerstack.gateway.route.RelayException;
import io.minerstack.servicesupport.problem.ProblemException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Counts the requests that a later filter refuses, and closes the connection of a client that holds its body back. */
@Component
@Order(FilterOrder.REJECTION)
class RejectionFilter extends EdgeFilter {

    private final RejectionMetrics metrics;

    RejectionFilter(RejectionMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange).doOnError(ProblemException.class, problem -> {
            // a request that could not be relayed was not refused
            if (!(problem instanceof RelayException)) {
                metrics.count(problem);
            }
            HeldBackBody.closeConnection(exchange);
        });
    }
}
