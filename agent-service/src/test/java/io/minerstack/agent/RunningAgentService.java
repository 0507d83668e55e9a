package io.minerstack.agent;

import static org.awaitility.Awaitility.await;

import io.minerstack.agent.memory.TurnQueue;
import io.minerstack.bench.fake.FakeModel;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/**
 * Runs the service on a real port with a fake llm-proxy, a fake memory-service and short timeouts. All ITs share one.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "MEMORY_READ_TIMEOUT=400ms",
            "MEMORY_WRITE_TIMEOUT=400ms",
            "STATUS_POLL_INTERVAL=200ms",
            "MINER_NAME=test-miner"
        })
public abstract class RunningAgentService {

    protected static final FakeModel MODEL = FakeModel.start();
    protected static final FakeMemoryService MEMORY = new FakeMemoryService();

    @LocalServerPort
    private int port;

    @Autowired
    private TurnQueue turns;

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void dependencies(DynamicPropertyRegistry registry) {
        registry.add("LLM_PROXY_URL", MODEL::url);
        registry.add("MEMORY_SERVICE_URL", MEMORY::url);
    }

    @BeforeEach
    void resetFakes() {
        MODEL.reset();
        MODEL.answering("A fine answer.");
        MEMORY.reset();
        // turns of the previous test that are stored behind their answers
        await().until(() -> turns.pendingConversations() == 0);
        MEMORY.reset();
    }

    /** Sends {@code X-Tenant}, as the gateway does. */
    protected WebTestClient client() {
        return clientWithoutTenant().mutate().defaultHeader("X-Tenant", "alice").build();
    }

    /** Sends no {@code X-Tenant}. */
    protected WebTestClient clientWithoutTenant() {
        return client(port);
    }

    protected WebTestClient management() {
        return client(managementPort);
    }

    protected int port() {
        return port;
    }

    protected WebTestClient.ResponseSpec post(String component, String body) {
        return client().post()
                .uri("/" + component)
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Request-Id", "req-1")
                .bodyValue(body)
                .exchange();
    }

    /** The reply's JSON; fails unless the status is 200. */
    protected JsonNode answer(String component, String body) {
        String reply = post(component, body)
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return TestObjects.json(String.valueOf(reply));
    }

    protected static String ask(String query) {
        return "{\"cid\":\"cid-1\",\"task\":\"\",\"input\":[{\"user_query\":\"" + query + "\"}]}";
    }

    private static WebTestClient client(int port) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(30))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(20 << 20))
                .build();
    }
}
