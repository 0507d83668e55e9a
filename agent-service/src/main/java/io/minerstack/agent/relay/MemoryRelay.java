package io.minerstack.agent.relay;

import io.minerstack.agent.client.MemoryServiceWebClient;
import io.minerstack.agent.client.OutageLog;
import io.minerstack.agent.client.RootCause;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.problem.Problem;
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
 * Sends a request to memory-service and hands back its status, its body byte for byte, and the headers that belong to
 * them, problems included.
 */
@Component
class MemoryRelay {

    private static final Logger log = LoggerFactory.getLogger(MemoryRelay.class);

    private static final long RETRY_AFTER = 5;
    private static final List<String> PASSED_ON =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH, HttpHeaders.RETRY_AFTER);

    private final MemoryServiceWebClient peer;
    private final Clock clock;
    private final OutageLog outage = new OutageLog();

    MemoryRelay(MemoryServiceWebClient peer, Clock clock) {
        this.peer = peer;
        this.clock = clock;
    }

    /**
     * Relays a request. What comes back streams through: a conversation may be larger than any buffer of ours.
     *
     * @param path URI template; what is put into it is percent-encoded whole, {@code /} and {@code %} too
     * @param to what is written to, headers included
     */
    Mono<Void> send(HttpMethod method, String path, Map<String, String> variables, ServerHttpResponse to) {
        return RequestContext.current().flatMap(call -> call.deadline()
                .bound(
                        peer.http()
                                .method(method)
                                .uri(path, variables)
                                .exchangeToMono(from -> pass(call, from, to))
                                .onErrorMap(WebClientException.class, failure -> outage(call, failure)),
                        clock));
    }

    private Mono<Void> pass(RequestContext call, ClientResponse from, ServerHttpResponse to) {
        HttpHeaders given = from.headers().asHttpHeaders();
        to.setStatusCode(from.statusCode());
        for (String name : PASSED_ON) {
            String value = given.getFirst(name);
            if (value != null) {
                to.getHeaders().set(name, value);
            }
        }
        // only what breaks while it is read: where the writing breaks, our caller has gone
        return to.writeWith(from.body(BodyExtractors.toDataBuffers())
                .doOnComplete(() -> outage.over())
                .onErrorMap(MemoryRelay::isOutage, failure -> outage(call, failure)));
    }

    private Problem outage(RequestContext call, Throwable failure) {
        if (outage.isNews()) {
            LogContext.with(call, () -> log.warn("the memory failed at a relayed call: {}", RootCause.of(failure)));
        }
        return Problem.unavailable("The conversation memory is not available just now.", RETRY_AFTER);
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof WebClientException || failure instanceof IOException;
    }
}
