package io.minerstack.servicesupport.tracing;

import io.micrometer.tracing.Span;
import io.minerstack.servicesupport.context.RequestSpans.RequestSpan;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The span of a request that came in. Its attributes are those of OpenTelemetry's conventions for HTTP servers. The
 * route is the pattern and not the path, which can hold a conversation id.
 */
class ServerSpan implements RequestSpan {

    private static final String CANCELLED = "cancelled";

    private final Span span;
    private final ServerWebExchange exchange;

    ServerSpan(Span span, ServerWebExchange exchange) {
        this.span = span;
        this.exchange = exchange;
    }

    @Override
    public String traceparent() {
        return RequestTracer.traceparent(span);
    }

    @Override
    public Mono<Void> endWith(Mono<Void> handled) {
        return handled.doOnSuccess(done -> endWithStatus())
                .doOnError(this::endFailed)
                .doOnCancel(this::endCancelled);
    }

    /** Waits for the status of the response: the error handler, which sets it, runs later. */
    private void endFailed(Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            RequestTracer.fail(span, failure.getClass().getSimpleName());
            endWithStatus();
            return;
        }
        response.beforeCommit(() -> {
            endWithStatus();
            return Mono.empty();
        });
    }

    /** A caller that left before the response began got no status. */
    private void endCancelled() {
        RequestTracer.fail(span, CANCELLED);
        if (exchange.getResponse().isCommitted()) {
            endWithStatus();
        } else {
            end();
        }
    }

    private void endWithStatus() {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        int code = status == null ? 200 : status.value();
        span.tag("http.response.status_code", code);
        if (code >= 500) {
            RequestTracer.fail(span, Integer.toString(code));
        }
        end();
    }

    private void end() {
        Object route = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (route != null) {
            span.tag("http.route", route.toString());
            span.name(exchange.getRequest().getMethod().name() + " " + route);
        }
        span.end();
    }
}
