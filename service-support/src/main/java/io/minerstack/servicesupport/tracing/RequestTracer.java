package io.minerstack.servicesupport.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestSpans;
import io.minerstack.servicesupport.context.Traceparent;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * Makes the spans of requests. The parent travels in {@link RequestContext#traceparent()}, as everything else that
 * services know about a request, and not in a thread: the context is what all hops pass on.
 */
public class RequestTracer implements RequestSpans {

    private static final String MANAGEMENT = "/actuator/";

    /** Asked by everybody's monitoring every few seconds. */
    private static final String HEALTH = "/health";

    private final Tracer tracer;
    private final boolean startsTraces;

    /**
     * A tracer of one service.
     *
     * @param startsTraces whether a request without a trace starts one
     */
    public RequestTracer(Tracer tracer, boolean startsTraces) {
        this.tracer = tracer;
        this.startsTraces = startsTraces;
    }

    @Override
    public @Nullable RequestSpan start(RequestContext context, ServerWebExchange exchange) {
        String path = exchange.getRequest().getPath().value();
        Traceparent parent = Traceparent.parse(context.traceparent());
        if (path.startsWith(MANAGEMENT) || (parent == null && (!startsTraces || path.equals(HEALTH)))) {
            return null;
        }
        String method = exchange.getRequest().getMethod().name();
        Span span = start(parent, Span.Kind.SERVER, method)
                .tag("http.request.method", method)
                .tag("miner.request_id", context.requestId().value());
        return new ServerSpan(span, exchange);
    }

    /** Starts the span of a request to another server; null where the request that it is sent for has no trace. */
    public @Nullable Span client(RequestContext context, String name) {
        Traceparent parent = Traceparent.parse(context.traceparent());
        return parent == null ? null : start(parent, Span.Kind.CLIENT, name);
    }

    private Span start(@Nullable Traceparent parent, Span.Kind kind, String name) {
        Span.Builder builder = tracer.spanBuilder().kind(kind).name(name);
        return (parent == null ? builder.setNoParent() : builder.setParent(context(parent))).start();
    }

    private TraceContext context(Traceparent parent) {
        return tracer.traceContextBuilder()
                .traceId(parent.traceId())
                .spanId(parent.spanId())
                .sampled(parent.sampled())
                .build();
    }

    /** The header that makes a span the parent of what another server does. */
    public static String traceparent(Span span) {
        TraceContext context = span.context();
        return new Traceparent(context.traceId(), context.spanId(), Boolean.TRUE.equals(context.sampled())).header();
    }

    /**
     * Marks a span as failed. Names the failure and gives no message: a message may quote what a caller or a model
     * wrote.
     *
     * @param type a short name of the failure
     */
    public static void fail(Span span, String type) {
        span.tag("error.type", type);
        OtelSpan.toOtel(span).setStatus(StatusCode.ERROR);
    }
}
