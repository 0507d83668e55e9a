package io.minerstack.servicesupport.clock;

import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.context.RequestContextFilter;
import java.time.Clock;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Sets {@link ContextHeaders#SERVICE_TIME} on replies to requests without a tenant. These are the polls of status and
 * health, by which callers measure clocks; requests for a tenant's data pay nothing for it.
 */
class ServiceTimeFilter implements WebFilter, Ordered {

    private final Clock clock;

    ServiceTimeFilter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public int getOrder() {
        // first, so that its time is that of the arrival
        return RequestContextFilter.ORDER - 2;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!exchange.getRequest().getHeaders().containsHeader(ContextHeaders.TENANT)) {
            long arrived = clock.millis();
            exchange.getResponse()
                    .beforeCommit(() -> Mono.fromRunnable(() -> {
                        HttpHeaders headers = exchange.getResponse().getHeaders();
                        long middle = arrived + (clock.millis() - arrived) / 2;
                        headers.set(ContextHeaders.SERVICE_TIME, Long.toString(middle));
                    }));
        }
        return chain.filter(exchange);
    }
}
