package io.minerstack.agent.relay;

import io.minerstack.agent.peer.MemoryPeer;
import io.minerstack.agent.peer.RootCause;
import io.minerstack.hop.call.Call;
import io.minerstack.hop.call.CallLog;
import io.minerstack.hop.call.DeadlineExceeded;
import io.minerstack.hop.problem.Problem;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
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
    private static final int OUTAGES_TOLD = 3;

    private final MemoryPeer peer;
    private final Clock clock;
    private final AtomicInteger outagesInARow = new AtomicInteger();

    MemoryRelay(MemoryPeer peer, Clock clock) {
        this.peer = peer;
        this.clock = clock;
    }

    /**
     * Relays a request.
     *
     * @param path URI template; what is put into it is percent-encoded whole, {@code /} and {@code %} too
     */
    Mono<ResponseEntity<byte[]>> send(HttpMethod method, String path, Map<String, String> variables) {
        return Call.current()
                .flatMap(call -> call.deadline()
                        .bound(peer.http().method(method).uri(path, variables).exchangeToMono(MemoryRelay::read), clock)
                        .onErrorMap(MemoryRelay::isOutage, failure -> outage(call, failure)))
                .doOnSuccess(relayed -> outagesInARow.set(0));
    }

    private Problem outage(Call call, Throwable failure) {
        // an outage is worth a few lines, not one per request
        if (outagesInARow.incrementAndGet() <= OUTAGES_TOLD) {
            CallLog.with(call, () -> log.warn("the memory failed at a relayed call: {}", RootCause.of(failure)));
        }
        return Problem.unavailable("The conversation memory is not available just now.", RETRY_AFTER);
    }

    private static Mono<ResponseEntity<byte[]>> read(ClientResponse response) {
        HttpHeaders from = response.headers().asHttpHeaders();
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(from.getContentType());
        String retryAfter = from.getFirst(HttpHeaders.RETRY_AFTER);
        if (retryAfter != null) {
            headers.set(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        return response.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .map(body -> new ResponseEntity<>(body, headers, response.statusCode()));
    }

    private static boolean isOutage(Throwable failure) {
        return !(failure instanceof DeadlineExceeded)
                && (failure instanceof WebClientException || failure instanceof IOException);
    }
}
