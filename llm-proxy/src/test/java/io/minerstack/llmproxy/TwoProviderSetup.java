package io.minerstack.llmproxy;

import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.provider.Providers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * vLLM with OpenAI as the fallback, both fakes, all time-outs short: one application context for all tests that need
 * both.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=vllm,openai",
            "VLLM_MODEL=primary-model",
            "OPENAI_MODEL=fallback-model",
            "OPENAI_API_KEY=sk-test-key",
            "LLM_CONNECT_TIMEOUT=500ms",
            "LLM_FIRST_BYTE_TIMEOUT=600ms",
            "LLM_FIRST_TOKEN_TIMEOUT=800ms",
            "LLM_INTER_TOKEN_TIMEOUT=400ms",
            "LLM_USAGE_GRACE=150ms",
            "LLM_BREAKER_FIRST_WAIT=200ms",
            "LLM_BREAKER_LONGEST_WAIT=800ms",
            "LLM_PROBE_INTERVAL=300ms",
            "VLLM_MAX_CONCURRENT=4",
            "VLLM_MAX_PENDING=2",
            "OPENAI_MAX_CONCURRENT=64"
        })
public abstract class TwoProviderSetup {

    protected static final FakeModel PRIMARY = FakeModel.start(0, "primary-model");
    protected static final FakeModel FALLBACK = FakeModel.start(0, "fallback-model");

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
        registry.add("VLLM_BASE_URL", () -> PRIMARY.url() + "/v1");
        registry.add("OPENAI_BASE_URL", FALLBACK::url);
    }

    @BeforeEach
    void reset() {
        client = new ProxyClient(port);
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        await().atMost(Duration.ofSeconds(5)).until(() -> PRIMARY.inFlight() + FALLBACK.inFlight() == 0);
        PRIMARY.reset();
        FALLBACK.reset();
        PRIMARY.answering(TestRequests.ANSWER);
        FALLBACK.answering(TestRequests.FALLBACK_ANSWER);
        await().atMost(Duration.ofSeconds(10)).until(() -> providers.all().stream()
                .allMatch(provider -> provider.retryAfter().isZero()));
        endRest();
    }

    /** A first provider that rests after a test is asked, and answers, where the fallback refuses. */
    private void endRest() {
        if (providers.all().getFirst().rests() > 0) {
            FALLBACK.always(FakeResponse.error(400));
            client.ask(false);
            PRIMARY.reset();
            FALLBACK.reset();
            PRIMARY.answering(TestRequests.ANSWER);
            FALLBACK.answering(TestRequests.FALLBACK_ANSWER);
        }
    }

    @AfterEach
    void closeClient() {
        client.close();
    }
}
