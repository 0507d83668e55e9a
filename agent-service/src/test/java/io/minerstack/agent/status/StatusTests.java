package io.minerstack.agent.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minerstack.agent.client.LlmProxyWebClient;
import io.minerstack.agent.client.MemoryServiceWebClient;
import io.minerstack.servicesupport.context.RequestId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class StatusTests {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String STATUS = """
            {"llm_provider":"vllm","model":"llama","state":"%s","providers":[
            {"name":"vllm","model":"llama","state":"open","max_context_length":8192},
            {"name":"openai","model":"gpt","state":"unknown","max_context_length":null},
            {"name":"local","model":"small","state":"available","max_context_length":2048}]}""";

    private volatile String model = STATUS.formatted("available");
    private volatile Supplier<String> nextLook = () -> model;
    private volatile boolean memoryUp = true;
    private DisposableServer server = start();
    private DependencyMonitor watch = watch(server.port());
    private StatusController status = controller();

    private DisposableServer start() {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get("/model/status", (request, response) -> response.header(
                                        "Content-Type", "application/json")
                                .sendString(Mono.just(nextLook.get())))
                        .get(
                                "/memory/status",
                                (request, response) -> memoryUp
                                        ? response.header("Content-Type", "application/json")
                                                .sendString(Mono.just("{\"active_conversations\":12}"))
                                        : response.status(503).send()))
                .bindNow();
    }

    private static DependencyMonitor watch(int port) {
        String base = "http://127.0.0.1:" + port;
        StatusProperties properties = properties();
        return new DependencyMonitor(
                new LlmProxyWebClient(WebClient.create(base + "/model")),
                new MemoryServiceWebClient(WebClient.create(base + "/memory")),
                properties,
                Clock.systemUTC());
    }

    private StatusController controller() {
        return new StatusController(
                watch,
                properties(),
                Clock.systemUTC(),
                new DefaultListableBeanFactory().getBeanProvider(BuildProperties.class));
    }

    private static StatusProperties properties() {
        return new StatusProperties("m", "local", 10, 7, Duration.ofMillis(50), Duration.ofMillis(500));
    }

    @BeforeEach
    void watchIt() {
        watch.start();
        await().atMost(SOON).until(() -> watch.model() != null && watch.memoryIsUp());
    }

    @AfterEach
    void stop() {
        watch.stop();
        server.disposeNow(SOON);
    }

    @Test
    void isHealthyWhereEverythingAnswers() {
        HealthView health = health();

        assertThat(health.status()).isEqualTo("healthy");
        assertThat(health.llmProvider()).isEqualTo("vllm");
        assertThat(health.model()).isEqualTo("llama");
        assertThat(health.activeConversations()).isEqualTo(12);
        assertThat(health.features()).isEqualTo(new HealthView.Features(true, true, true));
        assertThat(health.components()).isEqualTo(Map.of("llm", "available", "memory", "available"));
    }

    @Test
    void isDegradedWithoutTheMemory() {
        memoryUp = false;

        await().atMost(SOON).until(() -> health().status().equals("degraded"));
        assertThat(health().activeConversations()).isEqualTo(12);
    }

    @Test
    void isDegradedOnAFallback() {
        model = STATUS.formatted("degraded");

        await().atMost(SOON).until(() -> health().status().equals("degraded"));
    }

    @Test
    void canNotServeWithoutAnyProvider() {
        model = STATUS.formatted("unavailable");

        await().atMost(SOON).until(() -> report().getStatusCode().value() == 503);
        HealthView health = health();
        assertThat(report().getHeaders().getFirst("Retry-After")).isEqualTo("5");
        assertThat(health.status()).isEqualTo("degraded");
        assertThat(health.llmProvider()).isEqualTo("vllm");
        assertThat(health.model()).isEqualTo("llama");
        assertThat(health.activeConversations()).isEqualTo(12);
        assertThat(health.features()).isEqualTo(new HealthView.Features(true, true, true));
        assertThat(health.components()).containsEntry("llm", "unavailable");
        assertThat(health.detail()).isEqualTo("No language model is available.");
        assertThat(health.error()).isEqualTo("unavailable");
        assertThat(health.requestId()).isEqualTo("r-1");
    }

    @Test
    void takesOneLookWithoutAProviderForChance() {
        AtomicInteger looks = new AtomicInteger();
        nextLook = () -> looks.incrementAndGet() % 2 == 1 ? STATUS.formatted("unavailable") : model;

        while (looks.get() < 12) {
            assertThat(report().getStatusCode().value()).isEqualTo(200);
        }
    }

    @Test
    void canNotServeWithoutTheProxyAndRecovers() {
        model = "nonsense";
        await().atMost(SOON).until(() -> watch.model() == null);
        assertThat(report().getStatusCode().value()).isEqualTo(503);
        // names and limits don't change with an outage
        assertThat(health().model()).isEqualTo("llama");
        assertThat(status.capabilities().model()).isEqualTo("llama");

        model = STATUS.formatted("available");
        await().atMost(SOON).until(() -> watch.model() != null);
        assertThat(health().status()).isEqualTo("healthy");
        assertThat(health().detail()).isNull();
    }

    @Test
    void fitsPromptsToTheSmallestContextThatAnAnswerMayComeFrom() {
        assertThat(watch.tokens()).hasValue(2048);
        assertThat(status.capabilities().maxContextLength()).isEqualTo(2048);
    }

    private ResponseEntity<HealthView> report() {
        return status.health(new RequestId("r-1"));
    }

    private HealthView health() {
        return Objects.requireNonNull(report().getBody());
    }
}
