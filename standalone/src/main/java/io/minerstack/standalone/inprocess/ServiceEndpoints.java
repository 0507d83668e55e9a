package io.minerstack.standalone.inprocess;

import io.minerstack.servicesupport.client.InProcessServices;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpConnector;

/** The endpoints of the services of this JVM, by the address at which their ports are reached. */
public final class ServiceEndpoints implements InProcessServices {

    private final Map<String, ServiceEndpoint> byAuthority = new ConcurrentHashMap<>();

    /** A new endpoint, still closed, for requests to {@code http://127.0.0.1:port}. */
    public ServiceEndpoint add(String name, int port) {
        ServiceEndpoint endpoint = new ServiceEndpoint(name);
        byAuthority.put("127.0.0.1:" + port, endpoint);
        return endpoint;
    }

    @Override
    public @Nullable ClientHttpConnector connectorTo(URI service) {
        ServiceEndpoint endpoint = "http".equals(service.getScheme()) ? byAuthority.get(service.getAuthority()) : null;
        return endpoint == null ? null : new InProcessConnector(endpoint);
    }
}
