package io.minerstack.gateway.endpoint;

import io.minerstack.gateway.edge.EdgeFilter;
import io.minerstack.gateway.edge.FilterOrder;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses a path that no endpoint has with 404, and a method that the endpoint does not accept with 405. */
@Component
@Order(FilterOrder.ENDPOINT)
class EndpointFilter extends EdgeFilter {

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        Endpoint endpoint = RequestEndpoint.find(exchange);
        if (endpoint == null) {
            return Mono.error(new ProblemException(ProblemType.NOT_FOUND, "There is nothing at this path."));
        }
        HttpMethod method = exchange.getRequest().getMethod();
        return endpoint.accepts(method) ? chain.filter(exchange) : Mono.error(methodNotAllowed(endpoint.allow()));
    }

    private static ProblemException methodNotAllowed(String allow) {
        return new ProblemException(
                ProblemType.METHOD_NOT_ALLOWED, "This path takes " + allow + ".", Map.of(HttpHeaders.ALLOW, allow));
    }
}
