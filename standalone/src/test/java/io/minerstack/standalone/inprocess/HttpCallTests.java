package io.minerstack.standalone.inprocess;

import io.minerstack.servicesupport.client.AddressResolution;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

/** The measure for calls in memory: Spring's own server and client. */
class HttpCallTests extends ServiceCallContract {

    private final ClientHttpConnector connector = new ReactorClientHttpConnector(
            AddressResolution.withShortCache(HttpClient.create(ConnectionProvider.newConnection())));
    private @Nullable DisposableServer server;
    private int port;

    @Override
    void serve(HttpHandler handler) {
        DisposableServer started = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(handler))
                .bindNow();
        server = started;
        port = started.port();
    }

    @AfterEach
    @Override
    void stopServing() {
        if (server != null) {
            server.disposeNow();
        }
    }

    @Override
    ClientHttpConnector connector() {
        return connector;
    }

    @Override
    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
