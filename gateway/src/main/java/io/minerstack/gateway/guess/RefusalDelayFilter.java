package io.minerstack.gateway.guess;

import io.minerstack.gateway.edge.EdgeFilter;
import io.minerstack.gateway.edge.FilterOrder;
import io.minerstack.servicesupport.problem.ProblemException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Sends the refusal of a guessed key late. Around the limit of requests in flight, so that a refusal that waits takes
 * no place of a valid caller's request. At most {@value #MAX_WAITING} wait, and {@value #MAX_WAITING_PER_ADDRESS} of
 * one address; further ones are sent at once.
 */
@Component
@Order(FilterOrder.REFUSAL_DELAY)
class RefusalDelayFilter extends EdgeFilter {

    private static final int MAX_WAITING = 1000;
    private static final int MAX_WAITING_PER_ADDRESS = 8;

    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, Integer> waitingByAddress = new ConcurrentHashMap<>();

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange).onErrorResume(ProblemException.class, refusal -> {
            RefusalDelay delay = RefusalDelay.of(exchange);
            return delay.time().isZero() ? Mono.error(refusal) : pause(delay).then(Mono.error(refusal));
        });
    }

    private Mono<Void> pause(RefusalDelay delay) {
        return Mono.defer(() -> enter(delay.network())
                ? Mono.delay(delay.time())
                        .doFinally(end -> leave(delay.network()))
                        .then()
                : Mono.empty());
    }

    private boolean enter(String network) {
        boolean room = waiting.incrementAndGet() <= MAX_WAITING;
        boolean roomForAddress = waitingByAddress.merge(network, 1, Integer::sum) <= MAX_WAITING_PER_ADDRESS;
        if (!room || !roomForAddress) {
            leave(network);
        }
        return room && roomForAddress;
    }

    private void leave(String network) {
        waiting.decrementAndGet();
        waitingByAddress.computeIfPresent(network, (address, refusals) -> refusals == 1 ? null : refusals - 1);
    }
}
