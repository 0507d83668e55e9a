package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeModel;
import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.ProxyReply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The only server is down, and requests wait for it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=vllm",
            "VLLM_MODEL=only-model",
            // longer than the test: only a model probe can end the outage
            "LLM_BREAKER_FIRST_WAIT=60",
            "LLM_BREAKER_LONGEST_WAIT=60",
            "LLM_OUTAGE_WAIT=4"
        })
class OutageIT {

    /** A port without a listener until the test starts a model there. */
    private static final int PORT = freePort();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("VLLM_BASE_URL", () -> "http://127.0.0.1:" + PORT);
    }

    @Test
    void waitsForTheServerToReturnAndNotLongerThanConfigured() {
        try (ProxyClient client = new ProxyClient(port)) {
            ProxyReply refused = client.ask(false);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(refused.took()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(10));

            Executor later = CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS);
            CompletableFuture<FakeModel> started =
                    CompletableFuture.supplyAsync(() -> FakeModel.start(PORT, "only-model"), later);
            ProxyReply answered = client.ask(false);
            started.join().close();
            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.took()).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    private static int freePort() {
        try (FakeModel model = FakeModel.start(0, "only-model")) {
            return model.port();
        }
    }
}
