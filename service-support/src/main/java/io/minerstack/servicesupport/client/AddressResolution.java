package io.minerstack.servicesupport.client;

import java.time.Duration;
import reactor.netty.http.client.HttpClient;

/**
 * Keeps resolved addresses for a few seconds only. A container that is created again has another address, and several
 * replicas of a service share one name.
 */
public final class AddressResolution {

    /**
     * Docker's name server allows ten minutes, in which requests would go to the address of a container that is gone.
     */
    private static final Duration MAX_TIME_TO_LIVE = Duration.ofSeconds(3);

    private static final Duration MAX_TIME_TO_LIVE_OF_MISSING_NAME = Duration.ofMillis(200);

    private AddressResolution() {}

    /**
     * The same client with such a resolver. Its connections go to all addresses of a name in turn.
     */
    public static HttpClient withShortCache(HttpClient client) {
        return client.resolver(names -> names.cacheMaxTimeToLive(MAX_TIME_TO_LIVE)
                .cacheNegativeTimeToLive(MAX_TIME_TO_LIVE_OF_MISSING_NAME)
                .roundRobinSelection(true));
    }
}
