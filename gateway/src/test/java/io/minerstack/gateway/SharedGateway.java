package io.minerstack.gateway;

import io.minerstack.testsupport.http.ScriptedServer;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * One gateway on a real port for most integration tests, in front of one scripted agent-service. Its limits are low
 * where a test reaches them: bodies of 64 KB, 3 s to answer, few requests per hour for some endpoints.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "API_KEY=" + TestObjects.KEY,
            "REQUEST_TIMEOUT=5",
            "DEADLINE_MARGIN=2",
            "MAX_REQUEST_SIZE=65536",
            "TRUSTED_PROXIES=127.0.0.1",
            "LINGER_TIMEOUT=1s",
            "RATE_LIMIT_COMPLETE=100000/m",
            "RATE_LIMIT_CONVERSATIONS=100000/m",
            "RATE_LIMIT_PLAYBOOK=100000/m",
            "RATE_LIMIT_CAPABILITIES=100000/m",
            "RATE_LIMIT_SUMMARY=2/h",
            "RATE_LIMIT_AGGREGATE=1/h",
            "RATE_LIMIT_UNAUTHENTICATED=3/h",
            "management.server.port=0"
        })
public abstract class SharedGateway {

    protected static final ScriptedServer AGENT = ScriptedAgentService.start();

    @LocalServerPort
    protected int port;

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
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 << 20))
                .build();
        awaitHealth(client);
    }

    /** Waits for the first health report after the start, and for one after an earlier test's outage. */
    static void awaitHealth(WebTestClient client) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> client.get()
                .uri("/health")
                .exchange()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("healthy"));
    }

    /** A component call with a valid key. */
    protected WebTestClient.ResponseSpec post(String path, String body) {
        return client.post()
                .uri(path)
                .header("X-API-Key", TestObjects.KEY)
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange();
    }

    protected WebTestClient.ResponseSpec get(String path) {
        return client.get().uri(path).header("X-API-Key", TestObjects.KEY).exchange();
    }

    /** Head of a raw request with a valid key and {@code Connection: close}, without the empty line at its end. */
    protected static String head(String requestLine) {
        return requestLine + " HTTP/1.1\r\nHost: gateway\r\nX-API-Key: " + TestObjects.KEY
                + "\r\nConnection: close\r\n";
    }
}
