package io.minerstack.agent;

import io.minerstack.bench.fake.FakeModel;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** The service on a real port between a fake model and a fake memory; one for all ITs, with short patience for the memory. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "MEMORY_READ_TIMEOUT=400ms",
            "MEMORY_WRITE_TIMEOUT=400ms",
            "STATUS_POLL_INTERVAL=200ms",
            "MINER_NAME=test-miner"
        })
public abstract class AgentServer {

    protected static final FakeModel MODEL = FakeModel.start();
    protected static final FakeMemory MEMORY = new FakeMemory();

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void peers(DynamicPropertyRegistry registry) {
        registry.add("LLM_PROXY_URL", MODEL::url);
        registry.add("MEMORY_SERVICE_URL", MEMORY::url);
    }

    @BeforeEach
    void forget() {
        MODEL.reset();
        MODEL.answering("A fine answer.");
        MEMORY.reset();
    }

    /** Calls as the gateway does, for a tenant. */
    protected WebTestClient client() {
        return nameless().mutate().defaultHeader("X-Tenant", "alice").build();
    }

    /** Calls without saying whose data it is about. */
    protected WebTestClient nameless() {
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

    /** The reply's JSON; the call must have succeeded. */
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
