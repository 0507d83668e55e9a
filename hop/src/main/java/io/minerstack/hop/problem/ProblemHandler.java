package io.minerstack.hop.problem;

import io.minerstack.hop.call.Call;
import io.minerstack.hop.call.CallFilter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
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
        Problem problem = problemFor(failure);
        if (exchange.getResponse().isCommitted()) {
            // too late for a body: the connection ends, which is how the caller learns of it
            log.warn("failed after the response had begun: {}", failure.toString());
            return Mono.error(failure);
        }
        return write(exchange, problem);
    }

    /** Writes a problem as this exchange's whole response. */
    public Mono<Void> write(ServerWebExchange exchange, Problem problem) {
        Call call = CallFilter.callOf(exchange);
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(problem.type().status());
        response.getHeaders().setContentType(format.mediaType());
        problem.headers().forEach((name, value) -> response.getHeaders().set(name, value));
        return response.writeWith(Mono.fromSupplier(() -> {
            byte[] body = json.writeValueAsBytes(format.body(problem, call.requestId()));
            DataBuffer buffer = response.bufferFactory().wrap(body);
            response.getHeaders().setContentLength(body.length);
            return buffer;
        }));
    }

    private Problem problemFor(Throwable failure) {
        for (ProblemMapping mapping : mappings) {
            Problem problem = mapping.map(failure);
            if (problem != null) {
                return problem;
            }
        }
        log.error("unexpected failure", failure);
        return new Problem(
                ProblemType.INTERNAL, "Something went wrong on our side; the request id finds it in our logs.");
    }
}
