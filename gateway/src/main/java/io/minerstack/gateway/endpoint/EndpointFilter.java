package io.minerstack.gateway.endpoint;

import io.minerstack.gateway.edge.EdgeFilter;
import io.minerstack.gateway.edge.FilterOrder;
import io.minerstack.gateway.edge.HeldBackBody;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.net.URI;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses a path that no endpoint has with 404, and a method that the endpoint does not accept with 405. A known path
 * with one slash too many gets 308 to the path without it, for any method: the next request tells about the method.
 */
@Component
@Order(FilterOrder.ENDPOINT)
class EndpointFilter extends EdgeFilter {

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        Endpoint endpoint = RequestEndpoint.find(exchange);
        if (endpoint == null) {
            return Mono.error(new ProblemException(ProblemType.NOT_FOUND, "There is nothing at this path."));
        }
        if (RequestEndpoint.hasTrailingSlash(exchange)) {
            return redirect(exchange);
        }
        HttpMethod method = exchange.getRequest().getMethod();
        return endpoint.accepts(method) ? chain.filter(exchange) : Mono.error(methodNotAllowed(endpoint.allow()));
    }

    /** Relative to this server, so that the address by which the caller reaches it needs no guess. */
    private static Mono<Void> redirect(ServerWebExchange exchange) {
        URI sent = exchange.getRequest().getURI();
        String path = sent.getRawPath();
        String query = sent.getRawQuery() == null ? "" : "?" + sent.getRawQuery();
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatus.PERMANENT_REDIRECT);
        response.getHeaders().set(HttpHeaders.LOCATION, path.substring(0, path.length() - 1) + query);
        response.getHeaders().setContentLength(0);
        HeldBackBody.closeConnection(exchange);
        return response.setComplete();
    }

    private static ProblemException methodNotAllowed(String allow) {
        return new ProblemException(
                ProblemType.METHOD_NOT_ALLOWED, "This path takes " + allow + ".", Map.of(HttpHeaders.ALLOW, allow));
    }
}
