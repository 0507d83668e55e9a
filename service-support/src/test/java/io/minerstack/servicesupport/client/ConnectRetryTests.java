package io.minerstack.servicesupport.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

class ConnectRetryTests {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void reachesAServerThatStartsMeanwhile() {
        DisposableServer reserved = HttpServer.create().port(0).bindNow();
        int port = reserved.port();
        reserved.disposeNow();

        Mono<Integer> status = HttpClient.create()
                .get()
                .uri("http://127.0.0.1:" + port + "/")
                .response()
                .map(reply -> reply.status().code());
        Mono<Integer> startedLater = Mono.delay(Duration.ofMillis(400))
                .then(HttpServer.create()
                        .port(port)
                        .handle((request, response) -> response.status(204).send())
                        .bind())
                .map(server -> 0);

        StepVerifier.create(new ConnectRetry(SOON)
                        .with(status)
                        .mergeWith(startedLater)
                        .filter(code -> code != 0))
                .expectNext(204)
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void failsWithTheLastFailureAfterTheLimit() {
        StepVerifier.create(new ConnectRetry(Duration.ofMillis(300)).with(failing(new UnknownHostException("gone"))))
                .expectError(UnknownHostException.class)
                .verify(SOON);
        assertThat(attempts).hasValueGreaterThan(1);
    }

    @Test
    void neverRepeatsARequestThatMayHaveArrived() {
        StepVerifier.create(new ConnectRetry(SOON).with(failing(new IOException("Connection reset by peer"))))
                .expectError(IOException.class)
                .verify(SOON);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void neverRepeatsWithALimitOfZero() {
        StepVerifier.create(ConnectRetry.none().with(failing(new ConnectException("refused"))))
                .expectError(ConnectException.class)
                .verify(SOON);
        assertThat(attempts).hasValue(1);
    }

    private Mono<String> failing(Exception failure) {
        return Mono.defer(() -> {
            attempts.incrementAndGet();
            return Mono.error(failure);
        });
    }
}
