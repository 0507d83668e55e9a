package io.minerstack.llmproxy;

import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.llmproxy.provider.Providers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One fake vLLM server without a fallback: one application context for all tests that need no more. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=vllm",
            "VLLM_MODEL=only-model",
            "VLLM_API_KEY=vllm-test-key",
            "MAX_TOKENS=777",
            "TEMPERATURE=0.6",
            "LLM_FIRST_BYTE_TIMEOUT=700ms",
            "LLM_FIRST_TOKEN_TIMEOUT=800ms",
            "LLM_INTER_TOKEN_TIMEOUT=500ms",
            "LLM_USAGE_GRACE=150ms",
            "LLM_RESERVE=200ms",
            "LLM_MINIMUM_BUDGET=100ms",
            "LLM_MAX_REPLY_SIZE=64KB",
            "LLM_BREAKER_FIRST_WAIT=30",
            "LLM_BREAKER_LONGEST_WAIT=30",
            "LLM_PROBE_INTERVAL=300ms",
            "VLLM_MAX_CONCURRENT=3",
            "VLLM_MAX_PENDING=2"
        })
public abstract class SingleProviderSetup {

    protected static final FakeModel MODEL = FakeModel.start(0, "only-model");

    @Autowired
    protected CircuitBreakerRegistry breakers;

    @Autowired
    protected Providers providers;

    @LocalServerPort
    protected int port;

    @SuppressWarnings("NullAway.Init")
    protected ProxyClient client;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("VLLM_BASE_URL", MODEL::url);
    }

    @BeforeEach
    void reset() {
        client = new ProxyClient(port);
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        await().atMost(Duration.ofSeconds(5)).until(() -> MODEL.inFlight() == 0);
        MODEL.reset();
        MODEL.answering(TestRequests.ANSWER);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> providers.all().getFirst().retryAfter().isZero());
        // ends the careful time after a Retry-After of the test before
        await().atMost(Duration.ofSeconds(10)).until(() -> client.ask(false).status() == 200);
        MODEL.reset();
        MODEL.answering(TestRequests.ANSWER);
    }

    @AfterEach
    void closeClient() {
        client.close();
    }
}
