package io.minerstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A gateway with room for next to nothing, in front of an agent that comes and goes. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "API_KEY=" + TestObjects.KEY,
            "RATE_LIMIT_ALL=off",
            "MAX_CONCURRENT_REQUESTS=4",
            "MAX_REQUEST_SIZE=128KB",
            "MAX_BODY_BYTES_IN_FLIGHT=128KB",
            "AGENT_SERVICE_MAX_CONNECTIONS=3",
            "AGENT_SERVICE_MAX_WAITING=1",
            "AGENT_SERVICE_ACQUIRE_TIMEOUT=500ms",
            "AGENT_SERVICE_CONNECT_TIMEOUT=500ms",
            "PEER_PATIENCE=3s",
            "HEALTH_INTERVAL=200ms",
            "HEALTH_MAX_AGE=1s",
            "HEAD_TIMEOUT=1s",
            "IDLE_TIMEOUT=2s",
            "CORS_ALLOWED_ORIGINS=https://allowed.example",
            "management.server.port=0"
        })
class SmallGatewayIT {

    private static final FakeAgent AGENT = FakeAgent.start();

    private final int port;
    private final MeterRegistry meters;
    private final WebTestClient client;
    private final List<RawClient> waiting = new ArrayList<>();

    SmallGatewayIT(@LocalServerPort int port, @Autowired MeterRegistry meters) {
        this.port = port;
        this.meters = meters;
        this.client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .build();
    }

    @DynamicPropertySource
    static void agent(DynamicPropertyRegistry registry) {
        registry.add("AGENT_SERVICE_URL", AGENT::url);
    }

    @BeforeEach
    void usualAgent() {
        AGENT.reset();
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> client.get()
                .uri("/health")
                .exchange()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("healthy"));
    }

    @AfterAll
    static void stopAgent() {
        AGENT.stop();
    }

    @Test
    void refusesRatherThanQueuesWhenEveryConnectionIsBusy() throws IOException {
        AGENT.answers(FakeAgent.never());
        try {
            occupy(3);
            double before = count("miner.gateway.rejections", "reason", "unavailable");
            double saturated = count("miner.gateway.upstream.failures", "reason", "saturated");
            // one may wait for a moment, and is told when that is over
            expectUnavailable(get("/capabilities"));
            assertThat(count("miner.gateway.rejections", "reason", "unavailable"))
                    .isEqualTo(before);
            assertThat(count("miner.gateway.upstream.failures", "reason", "saturated"))
                    .isEqualTo(saturated + 1);
        } finally {
            release();
        }
        AGENT.answers(FakeAgent.OK);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> get("/capabilities").expectStatus().isOk());
    }

    @Test
    void shedsLoadAndStillSaysHowItIs() throws IOException {
        AGENT.answers(FakeAgent.never());
        double before = count("miner.gateway.rejections", "reason", "unavailable");
        List<RawClient> halfSent = new ArrayList<>();
        try {
            // bodies that do not get complete hold a place, too
            for (int i = 0; i < 6; i++) {
                RawClient sender = new RawClient(port);
                halfSent.add(sender);
                sender.send("POST /complete HTTP/1.1\r\nHost: gateway\r\nX-API-Key: " + TestObjects.KEY
                        + "\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{");
            }
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> AGENT.started() >= 3);

            expectUnavailable(get("/capabilities"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> count("miner.gateway.rejections", "reason", "unavailable") > before);
            client.get().uri("/health").exchange().expectStatus().isOk();
        } finally {
            for (RawClient sender : halfSent) {
                sender.close();
            }
        }
        AGENT.answers(FakeAgent.OK);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> get("/capabilities").expectStatus().isOk());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void boundsTheBytesOfAllBodiesThatAreUnderWay(boolean declared) throws IOException {
        String large = "x".repeat(100_000);
        double before = refusedForTheirBytes();
        AGENT.answers(FakeAgent.never());
        try (RawClient sender = new RawClient(port)) {
            sender.send("POST /complete HTTP/1.1\r\nHost: gateway\r\nX-API-Key: " + TestObjects.KEY
                    + "\r\nContent-Type: application/json\r\n"
                    + (declared
                            ? "Content-Length: 100000\r\n\r\n{"
                            : "Transfer-Encoding: chunked\r\n\r\n186a0\r\n" + large + "\r\n"));
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> AGENT.received() >= (declared ? 1 : 100_000));

            expectUnavailable(declared ? post(large) : postInPieces(large));
            assertThat(refusedForTheirBytes()).isEqualTo(before + 1);
        }
        AGENT.answers(FakeAgent.OK);
        // what was held is given back when its sender goes
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            post(large).expectStatus().isOk();
            postInPieces(large).expectStatus().isOk();
        });
    }

    @Test
    void answersSmallQuestionsWhileALargeBodyThatTricklesInHasAllTheRoom() throws IOException {
        double before = refusedForTheirBytes();
        try (RawClient trickling = new RawClient(port)) {
            trickling.send("POST /complete HTTP/1.1\r\nHost: gateway\r\nX-API-Key: " + TestObjects.KEY
                    + "\r\nContent-Type: application/json\r\nContent-Length: 131072\r\n\r\n{");
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> AGENT.received() >= 1);

            post(TestObjects.QUESTION).expectStatus().isOk();
            post("x".repeat(65_536)).expectStatus().isOk();
            assertThat(refusedForTheirBytes()).isEqualTo(before);
            // what declares more, or nothing, is counted
            expectUnavailable(post("x".repeat(65_537)));
            expectUnavailable(postInPieces(TestObjects.QUESTION));
            assertThat(refusedForTheirBytes()).isEqualTo(before + 2);
        }
    }

    @Test
    void saysWhenToComeBackWhileTheAgentIsDown() {
        AGENT.stop();
        try {
            expectUnavailable(get("/capabilities"));
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> client.get()
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
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        client.get().uri("/health").exchange().expectStatus().isOk());
    }

    @Test
    void doesNotBlameACallerForAnAgentThatGoesAwayInMidQuestion() throws IOException {
        double refused = count("miner.gateway.rejections", "reason", "unavailable");
        double broken = count("miner.gateway.upstream.failures", "reason", "broken");
        try (RawClient caller = new RawClient(port)) {
            caller.send("POST /complete HTTP/1.1\r\nHost: gateway\r\nX-API-Key: " + TestObjects.KEY
                    + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> AGENT.received() >= 1);

            AGENT.stop();

            assertThat(caller.readSome()).startsWith("HTTP/1.1 503").contains("\"error\":\"unavailable\"");
        } finally {
            AGENT.listen();
        }
        assertThat(count("miner.gateway.rejections", "reason", "unavailable")).isEqualTo(refused);
        assertThat(count("miner.gateway.upstream.failures", "reason", "broken")).isEqualTo(broken + 1);
    }

    @Test
    void waitsForAnAgentThatIsJustBeingStartedAgain() throws Exception {
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

        assertThat(AGENT.taken().body()).isEqualTo(TestObjects.QUESTION);
        assertThat(AGENT.started()).isEqualTo(1);
    }

    @Test
    void makesTheContractsHealthOutOfAProblemAndWhatWasKnownBefore() {
        AGENT.answersHealth(FakeAgent.unavailable("7", """
                {"type":"/problems/unavailable","title":"Temporarily unavailable","status":503,
                 "detail":"No language model is available.","error":"unavailable","request_id":"of-the-poll"}"""));

        expectDegraded("7", """
                {"status":"degraded","llm_provider":"local","model":"tiny","active_conversations":3,
                 "features":{"unified_api":true,"conversation_history":true,"playbook_system":true},
                 "detail":"No language model is available.","error":"unavailable","request_id":"of-the-caller"}""");
    }

    @Test
    void passesOnWhatAnAgentThatCannotServeKnows() {
        AGENT.answersHealth(FakeAgent.unavailable("Mon, 23 Nov 2026 18:00:00 GMT", """
                {"status":"degraded","llm_provider":"vllm","model":"unknown","active_conversations":12,
                 "features":{"unified_api":true,"conversation_history":true,"playbook_system":true},
                 "timestamp":"2026-11-23T18:00:00.000Z","version":"0.1.0",
                 "components":{"llm":"unavailable","memory":"available"},
                 "detail":"No language model is available.","error":"unavailable","request_id":"of-the-poll"}"""));

        // a date is not relayed, and a model that is not known now is the last one
        expectDegraded("5", """
                {"status":"degraded","llm_provider":"vllm","model":"tiny","active_conversations":12,
                 "features":{"unified_api":true,"conversation_history":true,"playbook_system":true},
                 "components":{"llm":"unavailable","memory":"available"},
                 "detail":"No language model is available.","error":"unavailable","request_id":"of-the-caller"}""");
    }

    @Test
    void countsAnAgentThatSpeaksNoJsonAsDown() {
        AGENT.answersHealth(FakeAgent.json(200, "<html>some proxy</html>"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        client.get().uri("/health").exchange().expectStatus().isEqualTo(503));
    }

    @Test
    void hangsUpOnAHeadThatDoesNotGetComplete() throws IOException {
        try (RawClient slow = new RawClient(port)) {
            slow.send("GET /health HTTP/1.1\r\nHost: gat");

            assertThat(slow.readToEnd()).isEmpty();
        }
    }

    @Test
    void hangsUpOnAConnectionThatIsNotUsed() throws IOException {
        try (RawClient idle = new RawClient(port)) {
            idle.send("GET /health HTTP/1.1\r\nHost: gateway\r\n\r\n");

            assertThat(idle.readToEnd()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void leavesARequestThatIsUnderWayAlone() {
        AGENT.answers((request, response) -> response.header("Content-Type", "application/json")
                .sendString(Mono.just("{}").delayElement(Duration.ofMillis(2500))));

        get("/capabilities").expectStatus().isOk();
    }

    @Test
    void letsOnlyPagesOfTheOriginsThatAreNamedCall() {
        preflight("https://allowed.example")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", "https://allowed.example");
        preflight("https://other.example")
                .expectStatus()
                .isForbidden()
                .expectHeader()
                .doesNotExist("Access-Control-Allow-Origin")
                .expectHeader()
                .contentType("application/problem+json");
    }

    @Test
    void limitsNobodyWhenLimitsAreOff() {
        for (int i = 0; i < 100; i++) {
            client.get().uri("/capabilities").exchange().expectStatus().isUnauthorized();
        }
    }

    private void expectDegraded(String retryAfter, String body) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> client.get()
                .uri("/health")
                .header("X-Request-Id", "of-the-caller")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .contentType("application/json")
                .expectHeader()
                .valueEquals("Retry-After", retryAfter)
                .expectBody()
                .json(body, JsonCompareMode.STRICT));
    }

    private WebTestClient.ResponseSpec preflight(String origin) {
        return client.options()
                .uri("/complete")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .exchange();
    }

    private WebTestClient.ResponseSpec post(String body) {
        return component().bodyValue(body).exchange();
    }

    private WebTestClient.ResponseSpec postInPieces(String body) {
        return component().body(Flux.just(body, " "), String.class).exchange();
    }

    private WebTestClient.RequestBodySpec component() {
        return client.post()
                .uri("/complete")
                .header("X-API-Key", TestObjects.KEY)
                .header("Content-Type", "application/json");
    }

    private double refusedForTheirBytes() {
        return count("miner.gateway.rejections", "reason", "body_bytes_in_flight");
    }

    private double count(String name, String tag, String value) {
        return meters.get(name).tag(tag, value).counter().count();
    }

    private WebTestClient.ResponseSpec get(String path) {
        return client.get().uri(path).header("X-API-Key", TestObjects.KEY).exchange();
    }

    private void occupy(int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            RawClient caller = new RawClient(port);
            waiting.add(caller);
            caller.send(
                    "GET /conversations/held HTTP/1.1\r\nHost: gateway\r\nX-API-Key: " + TestObjects.KEY + "\r\n\r\n");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> AGENT.reached("/conversations/held") >= connections);
    }

    private void release() throws IOException {
        for (RawClient caller : waiting) {
            caller.close();
        }
    }

    private static void expectUnavailable(WebTestClient.ResponseSpec reply) {
        reply.expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .exists("Retry-After")
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo("unavailable");
    }
}
