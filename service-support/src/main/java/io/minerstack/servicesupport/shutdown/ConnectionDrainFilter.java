package io.minerstack.servicesupport.shutdown;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Writes {@code Connection: close} into the responses of a service that stops, also into those of requests that came
 * before. The services speak HTTP/1.1 only; HTTP/2 has another way to say the same.
 */
final class ConnectionDrainFilter implements WebFilter, Ordered {

    private final ConnectionDrain drain;

    ConnectionDrainFilter(ConnectionDrain drain) {
        this.drain = drain;
    }

    @Override
    public int getOrder() {
        // before the filters that answer by themselves
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getResponse().beforeCommit(() -> {
            if (drain.isDraining()) {
                exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
            }
            return Mono.empty();
        });
        return chain.filter(exchange);
    }
}
