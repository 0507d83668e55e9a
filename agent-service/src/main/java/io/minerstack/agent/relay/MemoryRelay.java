package io.minerstack.agent.relay;

import io.minerstack.agent.client.MemoryServiceWebClient;
import io.minerstack.agent.client.OutageLog;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.exception.Causes;
import io.minerstack.servicesupport.problem.ProblemException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;

/**
 * Sends a request to memory-service and returns the reply unchanged: status, body and the headers that describe the
 * body, for errors, too.
 */
@Component
class MemoryRelay {

    private static final Logger log = LoggerFactory.getLogger(MemoryRelay.class);

    private static final long RETRY_AFTER_SECONDS = 5;
    private static final List<String> RELAYED_HEADERS =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH, HttpHeaders.RETRY_AFTER);

    private final MemoryServiceWebClient memoryService;
    private final Clock clock;
    private final OutageLog outage = new OutageLog();

    MemoryRelay(MemoryServiceWebClient memoryService, Clock clock) {
        this.memoryService = memoryService;
        this.clock = clock;
    }

    /**
     * Relays a request. The body is streamed, because a conversation can be larger than the buffer limit.
     *
     * @param path URI template; values are percent-encoded completely, {@code /} and {@code %} too
     * @param to the reply to our caller
     */
    Mono<Void> send(HttpMethod method, String path, Map<String, String> variables, ServerHttpResponse to) {
        return RequestContext.current().flatMap(context -> context.deadline()
                .bound(
                        memoryService
                                .http()
                                .method(method)
                                .uri(path, variables)
                                .exchangeToMono(from -> relay(context, from, to))
                                .onErrorMap(WebClientException.class, failure -> unavailable(context, failure)),
                        clock));
    }

    private Mono<Void> relay(RequestContext context, ClientResponse from, ServerHttpResponse to) {
        HttpHeaders headers = from.headers().asHttpHeaders();
        to.setStatusCode(from.statusCode());
        for (String name : RELAYED_HEADERS) {
            String value = headers.getFirst(name);
            if (value != null) {
                to.getHeaders().set(name, value);
            }
        }
        // maps read errors only: a write error means that our caller closed the connection
        return to.writeWith(from.body(BodyExtractors.toDataBuffers())
                .doOnComplete(() -> outage.recordSuccess())
                .onErrorMap(MemoryRelay::isMemoryServiceFailure, failure -> unavailable(context, failure)));
    }

    private ProblemException unavailable(RequestContext context, Throwable failure) {
        if (outage.recordFailure()) {
            LogContext.with(
                    context, () -> log.warn("memory-service: relayed call failed: {}", Causes.inWords(failure)));
        }
        return ProblemException.unavailable("The conversation memory is not available now.", RETRY_AFTER_SECONDS);
    }

    private static boolean isMemoryServiceFailure(Throwable failure) {
        return failure instanceof WebClientException || failure instanceof IOException;
    }
}
