package io.minerstack.servicesupport.context;

import io.minerstack.servicesupport.context.RequestSpans.RequestSpan;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The first filter of every service that can end a request. Finds the {@link RequestContext}, returns the request id,
 * ends the request at its deadline and writes one log line about it (at INFO where {@code accessLog} is set and the
 * request is no check of health and no scrape, else at DEBUG). Starts the request's span where tracing is on.
 *
 * <p>When the caller disconnects, everything behind this filter is cancelled, down to the request to the model.
 */
public class RequestContextFilter implements WebFilter, Ordered {

    /** Filters that need the request context have a higher order. */
    public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    /** In the access log alone: the caller left before the response began. nginx has the same number for it. */
    private static final int CALLER_LEFT = 499;

    private final RequestContextResolver resolver;
    private final Clock clock;
    private final boolean accessLog;
    private final AccessLogFields moreFields;
    private final Logger log;
    private final @Nullable RequestSpans spans;

    /**
     * The filter of a service.
     *
     * @param spans null while tracing is off
     */
    RequestContextFilter(
            RequestContextResolver resolver,
            Clock clock,
            boolean accessLog,
            AccessLogFields moreFields,
            Logger log,
            @Nullable RequestSpans spans) {
        this.resolver = resolver;
        this.clock = clock;
        this.accessLog = accessLog;
        this.moreFields = moreFields;
        this.log = log;
        this.spans = spans;
    }

    @Override
    public int getOrder() {
        // before all filters that log, refuse a request or send one
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        RequestContext resolved = resolver.of(exchange.getRequest());
        RequestSpan span = spans == null ? null : spans.start(resolved, exchange);
        RequestContext context = span == null ? resolved : resolved.withTraceparent(span.traceparent());
        exchange.getResponse()
                .getHeaders()
                .set(ContextHeaders.REQUEST_ID, context.requestId().value());
        exchange.getAttributes().put(RequestContext.CONTEXT_KEY, context);
        long started = System.nanoTime();
        Mono<Void> handled = context.deadline().bound(chain.filter(exchange), clock);
        return (span == null ? handled : span.endWith(handled))
                .doOnSuccess(done -> logRequest(context, exchange, started, "answered"))
                .doOnError(failure -> logFailed(context, exchange, started, failure))
                .doOnCancel(() ->
                        logRequest(context, exchange, statusAfterCancel(exchange), started, "cancelled by the caller"))
                .contextWrite(outer -> DroppedErrors.logWithRequest(context.into(outer), context, log));
    }

    /**
     * The context of an exchange, for code outside its reactive chain such as error handlers; null where the request
     * failed before its context was found.
     */
    public static @Nullable RequestContext contextOf(ServerWebExchange exchange) {
        return exchange.getAttribute(RequestContext.CONTEXT_KEY);
    }

    /** Waits for the status of the response: the error handler, which sets it, runs outside this filter. */
    private void logFailed(RequestContext context, ServerWebExchange exchange, long started, Throwable failure) {
        String outcome = "failed: " + failure.getClass().getSimpleName();
        if (exchange.getResponse().isCommitted()) {
            logRequest(context, exchange, started, outcome);
            return;
        }
        exchange.getResponse().beforeCommit(() -> {
            logRequest(context, exchange, started, outcome);
            return Mono.empty();
        });
    }

    private void logRequest(RequestContext context, ServerWebExchange exchange, long started, String outcome) {
        logRequest(context, exchange, status(exchange), started, outcome);
    }

    private void logRequest(
            RequestContext context, ServerWebExchange exchange, int status, long started, String outcome) {
        ServerHttpRequest request = exchange.getRequest();
        boolean atInfo = accessLog && !isPolled(request.getPath().value());
        if (atInfo ? !log.isInfoEnabled() : !log.isDebugEnabled()) {
            return;
        }
        long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
        // the pattern and not the path, which can hold a conversation id
        Object pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        LogContext.with(context, () -> {
            LoggingEventBuilder line = log.atLevel(atInfo ? Level.INFO : Level.DEBUG)
                    .addKeyValue("method", request.getMethod().name())
                    .addKeyValue("route", pattern == null ? "-" : pattern.toString())
                    .addKeyValue("status", status)
                    .addKeyValue("millis", millis);
            moreFields.addTo(exchange, (name, value) -> {
                // the builder returns itself
                var _ = line.addKeyValue(name, value);
            });
            line.log("request {}", outcome);
        });
    }

    /** Checks of health and scrapes of metrics come every few seconds. */
    private static boolean isPolled(String path) {
        return path.equals("/health") || path.startsWith("/actuator/");
    }

    /** The server names 200 for a response that never began. */
    private static int statusAfterCancel(ServerWebExchange exchange) {
        return exchange.getResponse().isCommitted() ? status(exchange) : CALLER_LEFT;
    }

    private static int status(ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        return status == null ? 0 : status.value();
    }
}
