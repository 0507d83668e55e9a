package io.minerstack.gateway.edge;

import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Refuses an HTTP/1.1 request without {@code Host}, and any request with two of them (RFC 9112, section 3.2): two
 * servers could disagree about whom it is for.
 */
@Component
@Order(FilterOrder.HOST)
class HostFilter extends EdgeFilter {

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        int hosts =
                request.getHeaders().getOrDefault(HttpHeaders.HOST, List.of()).size();
        return hosts == 1 || (hosts == 0 && !isHttp11(request)) ? chain.filter(exchange) : Mono.error(refusal(hosts));
    }

    private static boolean isHttp11(ServerHttpRequest request) {
        return ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest http
                && http.version().equals(HttpVersion.HTTP_1_1);
    }

    private static ProblemException refusal(int hosts) {
        return new ProblemException(
                ProblemType.UNREADABLE,
                hosts == 0 ? "The request has no Host header." : "The request has more than one Host header.");
    }
}
