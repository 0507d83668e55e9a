package io.minerstack.servicesupport.problem;

import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestContextFilter;
import io.minerstack.servicesupport.context.RequestId;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns every exception into a response: of controllers, filters and gateway routes. A caller gets a {@link
 * ProblemException}. An exception that no mapping knows is logged with its stack trace, and the caller gets a 500
 * without details.
 */
public class ProblemExceptionHandler implements WebExceptionHandler, Ordered {

    private static final String REQUEST_ID = ProblemExceptionHandler.class.getName() + ".request-id";

    private final List<ProblemMapping> mappings;
    private final ErrorFormat format;
    private final JsonMapper json;
    private final Logger log;

    ProblemExceptionHandler(List<ProblemMapping> mappings, ErrorFormat format, JsonMapper json, Logger log) {
        this.mappings = List.copyOf(mappings);
        this.format = format;
        this.json = json;
        this.log = log;
    }

    @Override
    public int getOrder() {
        // before Spring Boot's DefaultErrorWebExceptionHandler (-1), whose JSON has another format
        return -2;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted() && DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            // the caller has gone away, which is no error of this service
            return Mono.error(failure);
        }
        ProblemException problem = problem(exchange, failure);
        if (exchange.getResponse().isCommitted()) {
            // too late for a body: the connection is closed, which shows the caller that the response is incomplete
            logWithContext(exchange, () -> log.warn("response: failed after it had begun: {}", failure.toString()));
            return Mono.error(failure);
        }
        return write(exchange, problem)
                .doOnError(unwritten -> logWithContext(
                        exchange, () -> log.warn("response: a problem can't be written: {}", unwritten.toString())));
    }

    private ProblemException problem(ServerWebExchange exchange, Throwable failure) {
        ProblemException mapped = mapped(exchange, failure);
        if (mapped != null) {
            return mapped;
        }
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            // the caller went away in the middle of its body, which is no error of this service
            return new ProblemException(ProblemType.UNREADABLE, "The request broke off before it was complete.");
        }
        logWithContext(exchange, () -> log.error("request: unexpected failure", failure));
        return new ProblemException(
                ProblemType.INTERNAL, "Something went wrong on our side; the request id finds it in our logs.");
    }

    /** Writes a problem as the whole response. */
    public Mono<Void> write(ServerWebExchange exchange, ProblemException problem) {
        ServerHttpResponse response = exchange.getResponse();
        RequestId requestId = requestId(exchange);
        RequestContext context = RequestContextFilter.contextOf(exchange);
        String traceId = context == null ? null : context.traceId();
        response.getHeaders().set(ContextHeaders.REQUEST_ID, requestId.value());
        response.setStatusCode(problem.type().status());
        response.getHeaders().setContentType(format.mediaType());
        response.getHeaders().putAll(problem.getHeaders());
        return response.writeWith(Mono.fromSupplier(() -> {
            byte[] body = json.writeValueAsBytes(format.body(problem, requestId, traceId));
            DataBuffer buffer = response.bufferFactory().wrap(body);
            response.getHeaders().setContentLength(body.length);
            return buffer;
        }));
    }

    private @Nullable ProblemException mapped(ServerWebExchange exchange, Throwable failure) {
        AtomicReference<@Nullable ProblemException> mapped = new AtomicReference<>();
        // a mapping may log details that the caller does not get
        logWithContext(exchange, () -> mapped.set(mapped(failure)));
        return mapped.get();
    }

    private @Nullable ProblemException mapped(Throwable failure) {
        for (ProblemMapping mapping : mappings) {
            ProblemException problem = mapping.map(failure);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /** One id for the response and for all log lines, also where the request failed before its context was found. */
    private static RequestId requestId(ServerWebExchange exchange) {
        RequestContext context = RequestContextFilter.contextOf(exchange);
        return context != null
                ? context.requestId()
                : (RequestId) exchange.getAttributes()
                        .computeIfAbsent(
                                REQUEST_ID,
                                key -> RequestId.acceptOrNew(
                                        exchange.getRequest().getHeaders().getFirst(ContextHeaders.REQUEST_ID)));
    }

    private static void logWithContext(ServerWebExchange exchange, Runnable code) {
        RequestContext context = RequestContextFilter.contextOf(exchange);
        if (context == null) {
            LogContext.with(requestId(exchange), code);
        } else {
            LogContext.with(context, code);
        }
    }
}
