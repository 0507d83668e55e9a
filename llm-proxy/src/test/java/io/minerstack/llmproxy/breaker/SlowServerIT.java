package io.minerstack.llmproxy.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.TestRequests;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Requests with less time than the only server usually needs to its first token. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=vllm",
            "VLLM_MODEL=slow-model",
            "LLM_FIRST_BYTE_TIMEOUT=700ms",
            "LLM_RESERVE=20ms",
            "LLM_MINIMUM_BUDGET=100ms",
            "LLM_BREAKER_FIRST_WAIT=30",
            "LLM_BREAKER_LONGEST_WAIT=30"
        })
class SlowServerIT {

    private static final FakeModel MODEL = FakeModel.start(0, "slow-model");

    @Autowired
    private CircuitBreakerRegistry breakers;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) {
        registry.add("VLLM_BASE_URL", MODEL::url);
    }

    @Test
    void doesNotTakeAServerForHungThatHadNoTimeToAnswer() {
        MODEL.answering(TestRequests.ANSWER);
        MODEL.always(FakeResponse.ok().after(Duration.ofMillis(1_500)));
        try (ProxyClient client = new ProxyClient(port)) {
            assertThat(client.ask(false).status()).isEqualTo(200);

            for (int request = 0; request < 6; request++) {
                client.ask(false, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(500)));
            }

            CircuitBreaker breaker = breakers.circuitBreaker("vllm");
            assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
            assertThat(client.ask(false).status()).isEqualTo(200);
        }
    }
}
