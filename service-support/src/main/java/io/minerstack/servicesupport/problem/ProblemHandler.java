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
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one place where a failure becomes a body: of a controller, a filter or a gateway route alike. Callers see a
 * {@link Problem}; whatever no mapping knows is logged whole and shown as a neutral 500.
 */
public class ProblemHandler implements WebExceptionHandler, Ordered {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private final List<ProblemMapping> mappings;
    private final ErrorFormat format;
    private final JsonMapper json;

    ProblemHandler(List<ProblemMapping> mappings, ErrorFormat format, JsonMapper json) {
        this.mappings = List.copyOf(mappings);
        this.format = format;
        this.json = json;
    }

    @Override
    public int getOrder() {
        // before Boot's DefaultErrorWebExceptionHandler (-1), whose JSON is not ours
        return -2;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted() && DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            // nobody is left to tell, and callers may go whenever they like
            return Mono.error(failure);
        }
        Problem known = known(exchange, failure);
        if (known == null && DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            // a caller that left in the middle of its body is no failure of ours
            known = new Problem(ProblemType.UNREADABLE, "The request broke off before it was complete.");
        }
        if (known == null) {
            logWithCall(exchange, () -> log.error("unexpected failure", failure));
        }
        if (exchange.getResponse().isCommitted()) {
            // too late for a body: the connection ends, which is how the caller learns of it
            logWithCall(exchange, () -> log.warn("failed after the response had begun: {}", failure.toString()));
            return Mono.error(failure);
        }
        return write(exchange, known == null ? unexpected() : known);
    }

    /** Writes a problem as this exchange's whole response. */
    public Mono<Void> write(ServerWebExchange exchange, Problem problem) {
        ServerHttpResponse response = exchange.getResponse();
        RequestId requestId = requestId(exchange);
        response.getHeaders().set(ContextHeaders.REQUEST_ID, requestId.value());
        response.setStatusCode(problem.type().status());
        response.getHeaders().setContentType(format.mediaType());
        problem.headers().forEach((name, value) -> response.getHeaders().set(name, value));
        return response.writeWith(Mono.fromSupplier(() -> {
            byte[] body = json.writeValueAsBytes(format.body(problem, requestId));
            DataBuffer buffer = response.bufferFactory().wrap(body);
            response.getHeaders().setContentLength(body.length);
            return buffer;
        }));
    }

    private @Nullable Problem known(ServerWebExchange exchange, Throwable failure) {
        AtomicReference<@Nullable Problem> known = new AtomicReference<>();
        // a mapping may log what callers are not told
        logWithCall(exchange, () -> known.set(known(failure)));
        return known.get();
    }

    private @Nullable Problem known(Throwable failure) {
        for (ProblemMapping mapping : mappings) {
            Problem problem = mapping.map(failure);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static Problem unexpected() {
        return new Problem(
                ProblemType.INTERNAL, "Something went wrong on our side; the request id finds it in our logs.");
    }

    private static RequestId requestId(ServerWebExchange exchange) {
        RequestContext call = RequestContextFilter.callOf(exchange);
        return call != null
                ? call.requestId()
                : RequestId.acceptOrNew(exchange.getRequest().getHeaders().getFirst(ContextHeaders.REQUEST_ID));
    }

    private static void logWithCall(ServerWebExchange exchange, Runnable line) {
        RequestContext call = RequestContextFilter.callOf(exchange);
        if (call == null) {
            line.run();
        } else {
            LogContext.with(call, line);
        }
    }
}
