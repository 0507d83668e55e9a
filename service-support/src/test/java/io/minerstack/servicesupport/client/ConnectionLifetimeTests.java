package io.minerstack.servicesupport.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

class ConnectionLifetimeTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Test
    void anOldConnectionIsNotReused() throws InterruptedException {
        assertThat(connectionsOfTwoRequests(Duration.ofMillis(1))).isEqualTo(2);
    }

    @Test
    void aYoungConnectionIsReused() throws InterruptedException {
        assertThat(connectionsOfTwoRequests(Duration.ofMinutes(10))).isEqualTo(1);
    }

    private static int connectionsOfTwoRequests(Duration max) throws InterruptedException {
        Set<String> clients = ConcurrentHashMap.newKeySet();
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    clients.add(String.valueOf(request.remoteAddress()));
                    return response.sendString(Mono.just("hello"));
                })
                .bindNow(TIMEOUT);
        ConnectionProvider pool = ConnectionLifetime.bound(ConnectionProvider.builder("test"), max)
                .build();
        try {
            HttpClient client = HttpClient.create(pool).baseUrl("http://127.0.0.1:" + server.port());
            client.get().uri("/").responseContent().aggregate().asString().block(TIMEOUT);
            Thread.sleep(20);
            client.get().uri("/").responseContent().aggregate().asString().block(TIMEOUT);
            return clients.size();
        } finally {
            pool.disposeLater().block(TIMEOUT);
            server.disposeNow(TIMEOUT);
        }
    }
}
