package io.minerstack.gateway.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.servicesupport.client.ConnectRetry;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContextFilter;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;

/** Says what went wrong on the way to agent-service: to callers when to come back, to operators in a line and a counter. */
@Component
class UpstreamFailures implements GlobalFilter, Ordered {

    static final String FAILURES = "miner.gateway.upstream.failures";

    private static final Logger log = LoggerFactory.getLogger(UpstreamFailures.class);

    private final MeterRegistry meters;
    private final ConnectRetry patience;

    UpstreamFailures(MeterRegistry meters, ConnectRetry patience) {
        this.meters = meters;
        this.patience = patience;
        for (Kind kind : Kind.values()) {
            count(kind, 0);
        }
    }

    @Override
    public int getOrder() {
        // around everything that talks to the other side
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return patience.with(chain.filter(exchange), () -> ServerWebExchangeUtils.reset(exchange))
                .onErrorMap(failure -> explain(exchange, failure));
    }

    private Throwable explain(ServerWebExchange exchange, Throwable failure) {
        return switch (failure) {
            case AbortedException gone when exchange.getResponse().isCommitted() -> failure;
            // the caller's connection
            case AbortedException gone -> RelayFailure.ofCaller();
            case PoolAcquirePendingLimitException full -> unavailable(exchange, Kind.SATURATED, failure);
            case TimeoutException noConnection -> unavailable(exchange, Kind.SATURATED, failure);
            case ConnectException refused -> unavailable(exchange, Kind.UNREACHABLE, failure);
            case UnknownHostException unknown -> unavailable(exchange, Kind.UNREACHABLE, failure);
            case IOException broken -> unavailable(exchange, Kind.BROKEN, failure);
            default -> failure;
        };
    }

    private Throwable unavailable(ServerWebExchange exchange, Kind kind, Throwable failure) {
        count(kind, 1);
        LogContext.with(
                Objects.requireNonNull(RequestContextFilter.callOf(exchange), "a routed request has a call"),
                () -> log.warn("agent-service is {}: {}", kind.tag, failure.toString()));
        if (exchange.getResponse().isCommitted()) {
            return failure;
        }
        return RelayFailure.ofUpstream(kind.detail, kind.retryAfter);
    }

    private void count(Kind kind, int times) {
        meters.counter(FAILURES, "reason", kind.tag).increment(times);
    }

    private enum Kind {
        SATURATED("saturated", "All connections to the service behind are busy; try again shortly.", 1),
        UNREACHABLE("unreachable", "The service behind is not reachable just now; try again shortly.", 2),
        BROKEN("broken", "The connection to the service behind broke; try again.", 1);

        private final String tag;
        private final String detail;
        private final int retryAfter;

        Kind(String tag, String detail, int retryAfter) {
            this.tag = tag;
            this.detail = detail;
            this.retryAfter = retryAfter;
        }
    }
}
