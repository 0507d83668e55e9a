package io.minerstack.llmproxy.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeRequest;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.TestRequests;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Two vLLM servers, with local-llm as the fallback. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=vllm,local",
            "VLLM_MODEL=big-model",
            "LLM_FIRST_BYTE_TIMEOUT=2",
            "LLM_FIRST_TOKEN_TIMEOUT=2",
            "LLM_PROBE_INTERVAL=200ms",
            "LLM_BREAKER_FIRST_WAIT=30",
            "LLM_BREAKER_LONGEST_WAIT=30"
        })
class SeveralUpstreamsIT {

    private static final FakeModel ONE = FakeModel.start(0, "big-model");
    private static final FakeModel TWO = FakeModel.start(0, "big-model");
    private static final FakeModel LOCAL = FakeModel.start(0, "small-model");

    @Autowired
    private CircuitBreakerRegistry breakers;

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init")
    private ProxyClient client;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("VLLM_BASE_URL", () -> ONE.url() + "/v1, " + TWO.url());
        registry.add("LOCAL_LLM_URL", LOCAL::url);
    }

    @BeforeEach
    void reset() {
        client = new ProxyClient(port);
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        ONE.reset();
        TWO.reset();
        LOCAL.reset();
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void choosesTheServerWithTheFewestRequestsInFlight() {
        ONE.always(FakeResponse.ok().after(Duration.ofSeconds(3)));
        TWO.always(FakeResponse.ok().after(Duration.ofSeconds(3)));
        List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 6)
                .mapToObj(request -> {
                    CompletableFuture<HttpResponse<String>> answer = client.sendAsync(TestRequests.CHAT);
                    await().atMost(Duration.ofSeconds(2)).until(() -> ONE.attempts() + TWO.attempts() > request);
                    return answer;
                })
                .toList();

        assertThat(all)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(ONE.attempts()).isEqualTo(3);
        assertThat(TWO.attempts()).isEqualTo(3);
    }

    @Test
    void retriesOnASiblingBeforeTheFallback() {
        ONE.always(FakeResponse.connectionReset());

        for (int request = 0; request < 4; request++) {
            assertThat(client.ask(false).provider()).isEqualTo("vllm");
        }

        assertThat(TWO.attempts()).isEqualTo(4);
        assertThat(LOCAL.attempts()).isZero();
    }

    @Test
    void asksTheIdleSiblingInsteadOfWaitingForRetryAfter() {
        ONE.always(FakeResponse.error(429).header("Retry-After", "1"));
        for (int request = 0; request < 4; request++) {
            ProxyReply reply = client.ask(false);
            assertThat(reply.provider()).isEqualTo("vllm");
            assertThat(reply.status()).isEqualTo(200);
        }

        assertThat(ONE.attempts()).as("paused for 1 s").isLessThanOrEqualTo(2);
        assertThat(LOCAL.attempts()).isZero();

        ONE.always(FakeResponse.ok());
        int before = ONE.attempts();
        await().atMost(Duration.ofSeconds(5)).until(() -> client.ask(false).status() == 200 && ONE.attempts() > before);
    }

    @Test
    void skipsTheServerWhoseCircuitIsOpen() {
        breakers.circuitBreaker("vllm-1").transitionToOpenState();

        assertThat(client.ask(false).provider()).isEqualTo("vllm");
        assertThat(client.ask(true).provider()).isEqualTo("vllm");
        assertThat(ONE.attempts()).isZero();
    }

    @Test
    void tellsTheLocalModelTenantDeadlineAndRequestId() {
        ONE.always(FakeResponse.error(500));
        TWO.always(FakeResponse.error(500));
        String deadline = TestRequests.deadlineIn(Duration.ofSeconds(20));

        ProxyReply reply = client.ask(false, "X-Tenant", "alice", "X-Deadline", deadline, "X-Request-Id", "r-1");

        assertThat(reply.provider()).isEqualTo("local");
        FakeRequest sent = LOCAL.lastRequest();
        assertThat(sent.header("X-Tenant")).isEqualTo("alice");
        assertThat(sent.header("X-Deadline")).isEqualTo(deadline);
        assertThat(sent.header("X-Request-Id")).isEqualTo("r-1");
        assertThat(sent.header("Authorization")).isNull();
        assertThat(sent.model()).isEqualTo("default");
    }

    @Test
    void sendsNoTenantWhereTheCallerSendsNone() {
        ONE.always(FakeResponse.error(500));
        TWO.always(FakeResponse.error(500));

        assertThat(client.ask(false).provider()).isEqualTo("local");

        assertThat(LOCAL.lastRequest().headers()).doesNotContainKey("x-tenant");
    }

    @Test
    void showsThatTheFallbackServes() throws Exception {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> client.get("/status").body().contains("small-model"));
        breakers.circuitBreaker("vllm-1").transitionToOpenState();
        assertThat(client.get("/status").body()).contains("\"state\":\"available\",\"providers\"");

        breakers.circuitBreaker("vllm-2").transitionToOpenState();

        assertThat(client.get("/status").body())
                .startsWith("{\"llm_provider\":\"local\",\"model\":\"small-model\",")
                .contains("\"json_schema\":true,\"state\":\"degraded\"");
    }
}
