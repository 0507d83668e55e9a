package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.TestRequests;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The only server goes away after a request has waited for its place. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=vllm",
            "VLLM_MODEL=only-model",
            "VLLM_MAX_CONCURRENT=1",
            "LLM_BREAKER_FIRST_WAIT=1",
            "LLM_BREAKER_LONGEST_WAIT=1",
            "LLM_OUTAGE_WAIT=4"
        })
class LateOutageIT {

    private static final FakeModel MODEL = FakeModel.start(0, "only-model");

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("VLLM_BASE_URL", MODEL::url);
    }

    @Test
    void waitsAsLongForAServerThatGoesAwayAfterARequestHasWaited() {
        MODEL.answering(TestRequests.ANSWER);
        try (ProxyClient client = new ProxyClient(port)) {
            // the first request has the only place for longer than LLM_OUTAGE_WAIT
            MODEL.next(
                    FakeResponse.ok().after(Duration.ofMillis(4_500)),
                    FakeResponse.connectionReset(),
                    FakeResponse.connectionReset());
            CompletableFuture<HttpResponse<String>> first = client.sendAsync(TestRequests.CHAT);
            await().atMost(Duration.ofSeconds(10)).until(() -> MODEL.inFlight() == 1);

            assertThat(client.ask(false).status()).isEqualTo(200);

            assertThat(first.join().statusCode()).isEqualTo(200);
            assertThat(MODEL.attempts()).isEqualTo(4);
        }
    }
}
