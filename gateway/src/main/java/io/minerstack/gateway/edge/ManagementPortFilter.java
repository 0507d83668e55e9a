package io.minerstack.gateway.edge;

import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Keeps the public API off the management port, which checks no keys but knows the same routes: 404. */
@Component
@Order(FilterOrder.MANAGEMENT_PORT)
class ManagementPortFilter implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return isManagementPort(exchange) && !isActuator(exchange)
                ? Mono.error(new ProblemException(ProblemType.NOT_FOUND, "There is nothing at this path."))
                : chain.filter(exchange);
    }

    static boolean isManagementPort(ServerWebExchange exchange) {
        return WebServerApplicationContext.hasServerNamespace(exchange.getApplicationContext(), "management");
    }

    private static boolean isActuator(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().value().startsWith("/actuator");
    }
}
