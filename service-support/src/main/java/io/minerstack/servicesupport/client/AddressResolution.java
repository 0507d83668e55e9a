package io.minerstack.servicesupport.client;

import java.time.Duration;
import reactor.netty.http.client.HttpClient;

/** Follows peers that move: a container that is made anew has another address, and several replicas share a name. */
public final class AddressResolution {

    /** Docker's name server lets its answers be kept for ten minutes, which would be ten minutes of asking nobody. */
    private static final Duration LONGEST_KEPT = Duration.ofSeconds(3);

    private static final Duration MISSING_KEPT = Duration.ofMillis(200);

    private AddressResolution() {}

    /** The same client, resolving names anew every few seconds; its new connections take all addresses of a name in turn. */
    public static HttpClient follow(HttpClient client) {
        return client.resolver(names -> names.cacheMaxTimeToLive(LONGEST_KEPT)
                .cacheNegativeTimeToLive(MISSING_KEPT)
                .roundRobinSelection(true));
    }
}
