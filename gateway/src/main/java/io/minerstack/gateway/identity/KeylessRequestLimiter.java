package io.minerstack.gateway.identity;

import io.minerstack.gateway.address.ClientAddressResolver;
import io.minerstack.gateway.netty.PublicConnectionProperties;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Bounds the requests without a valid key that are under way for one address behind a trusted proxy. The connections of
 * a proxy carry everybody's requests, so a limit of connections by address would not tell one caller from another.
 */
@Component
class KeylessRequestLimiter {

    private final ClientAddressResolver addresses;
    private final int share;
    // as many entries as there are requests under way, at most
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

    KeylessRequestLimiter(ClientAddressResolver addresses, PublicConnectionProperties properties) {
        this.addresses = addresses;
        this.share = properties.maxConnectionsPerAddress();
    }

    /** Runs a request without a valid key, or fails with a 429 where its address has too many under way. */
    Mono<Void> limit(ServerHttpRequest request, Mono<Void> rest) {
        if (!addresses.comesThroughTrustedProxy(request)) {
            return rest;
        }
        String network = addresses.networkOf(request);
        return Mono.defer(() -> {
            if (underWay.merge(network, 1, Integer::sum) > share) {
                leave(network);
                return Mono.error(KeylessRequestLimiter::tooMany);
            }
            return rest.doFinally(end -> leave(network));
        });
    }

    private void leave(String network) {
        underWay.computeIfPresent(network, (address, requests) -> requests == 1 ? null : requests - 1);
    }

    private static ProblemException tooMany() {
        return new ProblemException(
                ProblemType.RATE_LIMITED,
                "Too many requests without an API key are in progress for your address; try again shortly.",
                Map.of(HttpHeaders.RETRY_AFTER, "1"));
    }
}
