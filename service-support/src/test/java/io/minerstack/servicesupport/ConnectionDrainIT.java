package io.minerstack.servicesupport;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A service that stops tells the callers with open connections to use another one. */
class ConnectionDrainIT {

    private static final String HEAD = " HTTP/1.1\r\nHost: service\r\nX-Tenant: bob\r\n\r\n";

    /** Holds the shutdown after its first step, and a request until the test lets it end. */
    @RestController
    static class Gate implements SmartLifecycle {

        private final CompletableFuture<Void> stopping = new CompletableFuture<>();
        private final CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        private final CompletableFuture<Void> asked = new CompletableFuture<>();
        private final CompletableFuture<String> answer = new CompletableFuture<>();
        private volatile boolean running;

        @GetMapping("/gated")
        Mono<String> gated() {
            asked.complete(null);
            return Mono.fromFuture(answer);
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public void stop(Runnable callback) {
            stop();
            stopping.complete(null);
            Mono.fromFuture(mayEnd).subscribe(done -> {}, failure -> {}, callback);
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return DEFAULT_PHASE - 1;
        }
    }

    @Test
    void responsesOfAServiceThatStopsEndTheirConnections() throws Exception {
        ConfigurableApplicationContext context = SpringApplication.run(
                new Class<?>[] {TestApplication.class, Gate.class},
                new String[] {"--server.port=0", "--management.server.port=0"});
        Gate gate = context.getBean(Gate.class);
        int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
        try (RawHttpClient idle = new RawHttpClient(port);
                RawHttpClient waiting = new RawHttpClient(port)) {
            assertThat(get(idle, "/headers")).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("connection:");
            waiting.send("GET /gated" + HEAD);
            gate.asked.get(20, TimeUnit.SECONDS);

            CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
            gate.stopping.get(20, TimeUnit.SECONDS);

            assertThat(get(idle, "/headers")).startsWith("HTTP/1.1 200").containsIgnoringCase("connection: close");
            assertThat(idle.readToEnd()).as("the end of the connection").isEmpty();
            try (RawHttpClient late = new RawHttpClient(port)) {
                assertThat(get(late, "/broken")).startsWith("HTTP/1.1 500").containsIgnoringCase("connection: close");
            }
            gate.mayEnd.complete(null);
            gate.answer.complete("done");
            assertThat(waiting.readToEnd())
                    .as("a request from before the shutdown")
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("connection: close")
                    .endsWith("done");
            closed.get(20, TimeUnit.SECONDS);
        } finally {
            gate.mayEnd.complete(null);
            gate.answer.complete("done");
            context.close();
        }
    }

    private static String get(RawHttpClient client, String path) throws IOException {
        client.send("GET " + path + HEAD);
        return client.readAvailable();
    }
}
