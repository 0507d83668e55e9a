package io.minerstack.servicesupport.client;

import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpConnector;

/** The other services that run in the same JVM. Requests to them need no network; their contract is the same. */
@FunctionalInterface
public interface InProcessServices {

    /**
     * The connector for requests to a service.
     *
     * @param service base URL of the service
     * @return null where the service is reached over the network
     */
    @Nullable
    ClientHttpConnector connectorTo(URI service);

    /**
     * The connector for requests to a service, wherever it runs.
     *
     * @param service base URL of the service
     * @param overNetwork makes the connector for a service that is reached over the network
     */
    default ClientHttpConnector connectorTo(URI service, Supplier<? extends ClientHttpConnector> overNetwork) {
        ClientHttpConnector local = connectorTo(service);
        return local == null ? overNetwork.get() : local;
    }

    /** Every service runs in a process of its own. */
    static InProcessServices none() {
        return service -> null;
    }
}
