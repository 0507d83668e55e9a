package io.minerstack.servicesupport.stacksecret;

import io.minerstack.servicesupport.client.InProcessServices;
import java.net.URI;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/** Clients of other services of the stack. */
public final class StackServiceClients {

    private StackServiceClients() {}

    /**
     * Directs a client to a service that asks for the stack's secret. Requests to a service in this JVM use no network;
     * all others use the client's own connector.
     *
     * @param service base URL of the service
     */
    public static WebClient.Builder direct(
            WebClient.Builder client, URI service, InProcessServices inProcess, StackSecret secret) {
        ClientHttpConnector local = inProcess.connectorTo(service);
        if (local != null) {
            client.clientConnector(local);
        }
        return client.baseUrl(service.toString()).defaultHeaders(secret::writeTo);
    }
}
