package io.minerstack.gateway.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.servicesupport.client.ConnectRetry;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContextFilter;
import io.minerstack.servicesupport.exception.Causes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;

/**
 * Handles failures of the connection to agent-service: retries a refused connect, then answers 503 with
 * {@code Retry-After}, logs one line and counts the failure by cause.
 */
@Component
class UpstreamFailureFilter implements GlobalFilter, Ordered {

    static final String FAILURES = "miner.gateway.upstream.failures";

    private static final Logger log = LoggerFactory.getLogger(UpstreamFailureFilter.class);

    private final MeterRegistry meters;
    private final ConnectRetry connectRetry;

    UpstreamFailureFilter(MeterRegistry meters, ConnectRetry connectRetry) {
        this.meters = meters;
        this.connectRetry = connectRetry;
        for (RelayFailure failure : RelayFailure.values()) {
            count(failure, 0);
        }
    }

    @Override
    public int getOrder() {
        // around all other filters of a route, whose failures this one translates
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return connectRetry.with(chain.filter(exchange)).onErrorMap(failure -> translate(exchange, failure));
    }

    private Throwable translate(ServerWebExchange exchange, Throwable failure) {
        return switch (failure) {
            // the caller's connection is closed, not the one to agent-service
            case AbortedException gone -> exchange.getResponse().isCommitted() ? failure : RelayException.callerGone();
            case StackSecretRefusedException refused -> unavailable(exchange, RelayFailure.FORBIDDEN, failure);
            case PoolAcquirePendingLimitException full -> unavailable(exchange, RelayFailure.SATURATED, failure);
            case TimeoutException noConnection -> unavailable(exchange, RelayFailure.SATURATED, failure);
            case ConnectException refused -> unavailable(exchange, RelayFailure.UNREACHABLE, failure);
            case UnknownHostException unknown -> unavailable(exchange, RelayFailure.UNREACHABLE, failure);
            // such as a network without a route to the host
            case IOException failed
            when ConnectRetry.isUnreachable(failed) -> unavailable(exchange, RelayFailure.UNREACHABLE, failure);
            case IOException broken -> unavailable(exchange, RelayFailure.BROKEN, failure);
            default -> failure;
        };
    }

    private Throwable unavailable(ServerWebExchange exchange, RelayFailure kind, Throwable failure) {
        count(kind, 1);
        LogContext.with(
                Objects.requireNonNull(
                        RequestContextFilter.contextOf(exchange), "every routed request has a request context"),
                () -> log.warn("agent-service: {}: {}", kind.label(), Causes.inWords(failure)));
        return exchange.getResponse().isCommitted() ? failure : kind.toException();
    }

    private void count(RelayFailure failure, int times) {
        meters.counter(FAILURES, "reason", failure.label()).increment(times);
    }
}
