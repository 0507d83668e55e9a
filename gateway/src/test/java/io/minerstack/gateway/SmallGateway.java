package io.minerstack.gateway;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.testsupport.http.RawHttpClient;
import io.minerstack.testsupport.http.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;

/** A gateway with very low limits and time-outs, for tests of overload and outages of agent-service. */
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
            "CONNECT_RETRY_LIMIT=3",
            "HEALTH_INTERVAL=200ms",
            "HEALTH_MAX_AGE=1s",
            "HEAD_TIMEOUT=1s",
            "IDLE_TIMEOUT=2s",
            "CORS_ALLOWED_ORIGINS=https://allowed.example",
            "ACCESS_LOG=off",
            "management.server.port=0"
        })
public abstract class SmallGateway {

    protected static final ScriptedServer AGENT = ScriptedAgentService.start();

    @LocalServerPort
    protected int port;

    @Autowired
    private MeterRegistry meters;

    protected WebTestClient client = WebTestClient.bindToServer().build();

    @DynamicPropertySource
    static void agent(DynamicPropertyRegistry registry) {
        registry.add("AGENT_SERVICE_URL", AGENT::url);
    }

    @BeforeEach
    void connect() {
        ScriptedAgentService.reset(AGENT);
        client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .build();
        SharedGateway.awaitHealth(client);
    }

    protected WebTestClient.ResponseSpec get(String path) {
        return client.get().uri(path).header("X-API-Key", TestObjects.KEY).exchange();
    }

    /** A component call whose body has a declared length. */
    protected WebTestClient.ResponseSpec post(String body) {
        return component().bodyValue(body).exchange();
    }

    /** A component call whose body is chunked. */
    protected WebTestClient.ResponseSpec postChunked(String body) {
        return component().body(Flux.just(body, " "), String.class).exchange();
    }

    /** Sends the head of a component call and the given start of its body, and leaves the rest out. */
    protected RawHttpClient startPost(String bodyHeaders, String bodyStart) throws IOException {
        RawHttpClient sender = new RawHttpClient(port);
        sender.send("POST /complete HTTP/1.1\r\nHost: gateway\r\nX-API-Key: " + TestObjects.KEY
                + "\r\nContent-Type: application/json\r\n" + bodyHeaders + "\r\n\r\n" + bodyStart);
        return sender;
    }

    protected double count(String name, String tag, String value) {
        return meters.get(name).tag(tag, value).counter().count();
    }

    protected static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(assertion);
    }

    protected static void assertThatUnavailable(WebTestClient.ResponseSpec response) {
        response.expectHeader().exists("Retry-After");
        assertThatProblem(response, 503, "unavailable");
    }

    private WebTestClient.RequestBodySpec component() {
        return client.post()
                .uri("/complete")
                .header("X-API-Key", TestObjects.KEY)
                .header("Content-Type", "application/json");
    }
}
