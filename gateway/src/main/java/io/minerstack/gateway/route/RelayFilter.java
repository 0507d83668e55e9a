package io.minerstack.gateway.route;

import io.minerstack.gateway.componentcall.ComponentCall;
import io.minerstack.servicesupport.stacksecret.StackSecret;
import java.net.URI;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Sends a request to agent-service and relays the response; both bodies are streamed. Replaces {@link
 * NettyRoutingFilter}, which knows no way but the network: agent-service may run in the same JVM.
 */
@Component
class RelayFilter implements GlobalFilter, Ordered {

    private final ClientHttpConnector agentService;
    private final StackSecret stackSecret;

    RelayFilter(@Qualifier("agentServiceConnector") ClientHttpConnector agentService, StackSecret stackSecret) {
        this.agentService = agentService;
        this.stackSecret = stackSecret;
    }

    @Override
    public int getOrder() {
        // last: the other filters prepare the request and handle its failures
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        URI url = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        ComponentCall call = ComponentCall.of(exchange);
        if (call != null) {
            call.relayed();
        }
        return agentService
                .connect(exchange.getRequest().getMethod(), url, request -> send(exchange, request))
                .flatMap(response -> {
                    if (call != null) {
                        call.answered(response.getHeaders());
                    }
                    return relay(response, exchange.getResponse());
                });
    }

    private Mono<Void> send(ServerWebExchange exchange, ClientHttpRequest request) {
        ForwardedRequestHeaders.write(exchange, request.getHeaders());
        stackSecret.writeTo(request.getHeaders());
        return request.writeWith(exchange.getRequest().getBody());
    }

    private static Mono<Void> relay(ClientHttpResponse from, ServerHttpResponse to) {
        if (from.getStatusCode().isSameCodeAs(HttpStatus.FORBIDDEN)) {
            // nothing else is forbidden behind the gateway, and the caller must not take it for a word about its key
            return from.getBody().doOnNext(DataBufferUtils::release).then(Mono.error(StackSecretRefusedException::new));
        }
        to.setStatusCode(from.getStatusCode());
        ForwardedResponseHeaders.write(from.getHeaders(), to.getHeaders());
        return to.writeWith(from.getBody());
    }
}
