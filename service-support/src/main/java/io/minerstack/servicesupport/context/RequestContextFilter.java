package io.minerstack.servicesupport.context;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * First filter of every service: finds the {@link RequestContext}, returns its id, gives up at its deadline and writes one line per
 * request (at INFO where {@code accessLog} is set, else at DEBUG). A caller that goes away cancels everything behind this
 * filter, which is how it reaches the model.
 */
public class RequestContextFilter implements WebFilter, Ordered {

    private static final Logger log = LoggerFactory.getLogger(RequestContextFilter.class);

    private final RequestContextResolver source;
    private final Clock clock;
    private final boolean accessLog;

    RequestContextFilter(RequestContextResolver source, Clock clock, boolean accessLog) {
        this.source = source;
        this.clock = clock;
        this.accessLog = accessLog;
    }

    @Override
    public int getOrder() {
        // before everything that may log, refuse or call out
        return Ordered.HIGHEST_PRECEDENCE + 10;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        RequestContext call = source.of(exchange.getRequest());
        exchange.getResponse()
                .getHeaders()
                .set(ContextHeaders.REQUEST_ID, call.requestId().value());
        exchange.getAttributes().put(RequestContext.CONTEXT_KEY, call);
        long started = System.nanoTime();
        return call.deadline()
                .bound(chain.filter(exchange), clock)
                .doOnSuccess(done -> write(call, exchange, started, "answered"))
                .doOnError(failure ->
                        writeFailed(call, exchange, started, failure.getClass().getSimpleName()))
                .doOnCancel(() -> write(call, exchange, started, "caller went away"))
                .contextWrite(call::into);
    }

    /** The call of an exchange, for code outside its reactive chain such as error handlers; null if it failed before it had one. */
    public static @Nullable RequestContext callOf(ServerWebExchange exchange) {
        return exchange.getAttribute(RequestContext.CONTEXT_KEY);
    }

    /** A failure gets its status from the error handler, which is outside this filter: the line waits for it. */
    private void writeFailed(RequestContext call, ServerWebExchange exchange, long started, String outcome) {
        if (exchange.getResponse().isCommitted()) {
            write(call, exchange, started, outcome);
            return;
        }
        exchange.getResponse().beforeCommit(() -> {
            write(call, exchange, started, outcome);
            return Mono.empty();
        });
    }

    private void write(RequestContext call, ServerWebExchange exchange, long started, String outcome) {
        ServerHttpRequest request = exchange.getRequest();
        // health probes and scrapes come every few seconds and are nobody's request
        boolean told = accessLog && !request.getPath().value().startsWith("/actuator/");
        if (told ? !log.isInfoEnabled() : !log.isDebugEnabled()) {
            return;
        }
        long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
        // the template of the path, never the path: it can hold a conversation id
        Object pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        LogContext.with(call, () -> log.atLevel(told ? Level.INFO : Level.DEBUG)
                .addKeyValue("method", request.getMethod().name())
                .addKeyValue("route", pattern == null ? "-" : pattern.toString())
                .addKeyValue("status", status(exchange))
                .addKeyValue("millis", millis)
                .log("{}", outcome));
    }

    private static int status(ServerWebExchange exchange) {
        var status = exchange.getResponse().getStatusCode();
        return status == null ? 0 : status.value();
    }
}
