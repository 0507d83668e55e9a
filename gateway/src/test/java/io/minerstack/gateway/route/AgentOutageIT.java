package io.minerstack.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SmallGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class AgentOutageIT extends SmallGateway {

    private final List<RawHttpClient> waiting = new ArrayList<>();

    @Test
    void refusesWhenEveryConnectionIsBusy() throws IOException {
        AGENT.answer(Answer.never());
        try {
            occupy(3);
            double before = count("miner.gateway.rejections", "reason", "unavailable");
            double saturated = count("miner.gateway.upstream.failures", "reason", "saturated");
            // one request may wait for a connection, and gets 503 when AGENT_SERVICE_ACQUIRE_TIMEOUT is over
            assertThatUnavailable(get("/capabilities"));
            assertThat(count("miner.gateway.rejections", "reason", "unavailable"))
                    .isEqualTo(before);
            assertThat(count("miner.gateway.upstream.failures", "reason", "saturated"))
                    .isEqualTo(saturated + 1);
        } finally {
            release();
        }
        AGENT.answer(TestObjects.OK);
        eventually(() -> get("/capabilities").expectStatus().isOk());
    }

    @Test
    void answersWithRetryAfterWhileTheAgentIsDown() {
        AGENT.stop();
        try {
            assertThatUnavailable(get("/capabilities"));
            eventually(() -> client.get()
                    .uri("/health")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .exists("Retry-After")
                    .expectBody()
                    .jsonPath("$.status")
                    .isEqualTo("degraded")
                    .jsonPath("$.model")
                    .isEqualTo("tiny")
                    .jsonPath("$.features.unified_api")
                    .isEqualTo(true)
                    .jsonPath("$.detail")
                    .isNotEmpty()
                    .jsonPath("$.error")
                    .isEqualTo("unavailable"));
        } finally {
            AGENT.listen();
        }
        get("/capabilities").expectStatus().isOk();
        eventually(() -> client.get().uri("/health").exchange().expectStatus().isOk());
    }

    @Test
    void countsAnAgentThatGoesAwayDuringARequestAsAFailure() throws IOException {
        double refused = count("miner.gateway.rejections", "reason", "unavailable");
        double broken = count("miner.gateway.upstream.failures", "reason", "broken");
        try (RawHttpClient caller = startPost("Content-Length: 100", "{")) {
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> AGENT.receivedBodyBytes() >= 1);

            AGENT.stop();

            assertThat(caller.readAvailable()).startsWith("HTTP/1.1 503").contains("\"error\":\"unavailable\"");
        } finally {
            AGENT.listen();
        }
        assertThat(count("miner.gateway.rejections", "reason", "unavailable")).isEqualTo(refused);
        assertThat(count("miner.gateway.upstream.failures", "reason", "broken")).isEqualTo(broken + 1);
    }

    @Test
    void waitsForAnAgentThatIsRestarting() throws Exception {
        AGENT.stop();
        Mono.delay(Duration.ofMillis(700), Schedulers.boundedElastic())
                .doOnNext(tick -> AGENT.listen())
                .subscribe();

        client.post()
                .uri("/complete")
                .header("X-API-Key", TestObjects.KEY)
                .header("Content-Type", "application/json")
                .bodyValue(TestObjects.QUESTION)
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(AGENT.take().body()).isEqualTo(TestObjects.QUESTION);
        assertThat(AGENT.startedCount()).isEqualTo(1);
    }

    private void occupy(int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            RawHttpClient caller = new RawHttpClient(port);
            waiting.add(caller);
            caller.send(
                    "GET /conversations/held HTTP/1.1\r\nHost: gateway\r\nX-API-Key: " + TestObjects.KEY + "\r\n\r\n");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> AGENT.requests("GET", "/conversations/held").size() >= connections);
    }

    private void release() throws IOException {
        for (RawHttpClient caller : waiting) {
            caller.close();
        }
    }
}
