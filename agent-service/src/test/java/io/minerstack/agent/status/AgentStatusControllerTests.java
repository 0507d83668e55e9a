package io.minerstack.agent.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.agent.client.LlmProxyWebClient;
import io.minerstack.agent.client.MemoryServiceWebClient;
import io.minerstack.agent.profile.ServingModel;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ScriptedServer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;

/** Health and capabilities while {@link DependencyMonitor} polls a server that plays llm-proxy and memory-service. */
class AgentStatusControllerTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final StatusProperties PROPERTIES =
            new StatusProperties("m", "local", 10, 7, Duration.ofMillis(50), Duration.ofMillis(500));
    private static final String LLM_PROXY_STATUS = """
            {"llm_provider":"vllm","model":"llama","state":"%s","providers":[
            {"name":"vllm","model":"llama","state":"open","max_context_length":8192},
            {"name":"openai","model":"gpt","state":"unknown","max_context_length":null},
            {"name":"local","model":"small","state":"available","max_context_length":2048}]}""";
    private static final String MISCONFIGURED = """
            {"llm_provider":"openai","model":"gpt","state":"%s","providers":[
            {"name":"openai","model":"gpt","state":"misconfigured","wrong_settings":"OPENAI_API_KEY"},
            {"name":"local","model":"small","state":"%s"}]}""";

    private final ScriptedServer server = ScriptedServer.start();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final DependencyMonitor dependencies = new DependencyMonitor(
            new LlmProxyWebClient(WebClient.create(server.url() + "/llm-proxy")),
            new MemoryServiceWebClient(WebClient.create(server.url() + "/memory-service")),
            PROPERTIES,
            Clock.systemUTC(),
            meters);
    private final AgentStatusController controller = new AgentStatusController(
            dependencies,
            PROPERTIES,
            Clock.systemUTC(),
            new DefaultListableBeanFactory().getBeanProvider(BuildProperties.class));

    @BeforeEach
    void startPolling() {
        llmProxyIs("available");
        server.answer("/memory-service", Answer.json(200, "{\"active_conversations\":12}"));
        dependencies.start();
        await().atMost(TIMEOUT).until(() -> dependencies.llmProxyStatus() != null && dependencies.isMemoryAvailable());
    }

    @AfterEach
    void stopPolling() {
        dependencies.stop();
        server.stop();
    }

    @Test
    void measuresTheClocksOfTheServicesBehindByItsPolls() {
        String inAnHour =
                Long.toString(System.currentTimeMillis() + Duration.ofHours(1).toMillis());
        server.answer(
                "/memory-service",
                Answer.json(200, "{\"active_conversations\":12}").withHeader("X-Service-Time", inAnHour));

        await().atMost(TIMEOUT).until(() -> skew("memory-service") > 3_000);
        assertThat(skew("llm-proxy")).isNaN();
    }

    private double skew(String peer) {
        return meters.get("miner.clock.skew").tag("peer", peer).gauge().value();
    }

    private void llmProxyIs(String state) {
        llmProxyStatusIs(LLM_PROXY_STATUS.formatted(state));
    }

    private void llmProxyStatusIs(String status) {
        server.answer("/llm-proxy", Answer.json(200, status));
    }

    @Test
    void saysWhetherTheServingModelTakesJsonSchemas() {
        assertThat(dependencies.servingModel()).isEqualTo(new ServingModel("vllm", "llama", true));

        llmProxyStatusIs("""
                {"llm_provider":"openai","model":"gpt","json_schema":false,"state":"available","providers":[]}""");
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(dependencies.servingModel())
                .isEqualTo(new ServingModel("openai", "gpt", false)));
    }

    @Test
    void isHealthyWhereEverythingAnswers() {
        HealthResponse health = body();

        assertThat(health.status()).isEqualTo("healthy");
        assertThat(health.llmProvider()).isEqualTo("vllm");
        assertThat(health.model()).isEqualTo("llama");
        assertThat(health.activeConversations()).isEqualTo(12);
        assertThat(health.features()).isEqualTo(new HealthResponse.Features(true, true, true));
        assertThat(health.components()).isEqualTo(Map.of("llm", "available", "memory", "available"));
    }

    @Test
    void isDegradedWithoutMemoryService() {
        server.answer("/memory-service", Answer.json(503, "{}"));

        await().atMost(TIMEOUT).until(() -> body().status().equals("degraded"));
        assertThat(body().activeConversations()).isEqualTo(12);
    }

    @Test
    void isDegradedOnAFallbackProvider() {
        llmProxyIs("degraded");

        await().atMost(TIMEOUT).until(() -> body().status().equals("degraded"));
    }

    @Test
    void answers503WithoutAnyProvider() {
        llmProxyIs("unavailable");

        await().atMost(TIMEOUT).until(() -> health().getStatusCode().value() == 503);
        HealthResponse health = body();
        assertThat(health().getHeaders().getFirst("Retry-After")).isEqualTo("5");
        assertThat(health.status()).isEqualTo("degraded");
        assertThat(health.llmProvider()).isEqualTo("vllm");
        assertThat(health.model()).isEqualTo("llama");
        assertThat(health.activeConversations()).isEqualTo(12);
        assertThat(health.features()).isEqualTo(new HealthResponse.Features(true, true, true));
        assertThat(health.components()).containsEntry("llm", "unavailable");
        assertThat(health.detail()).isEqualTo("No language model is available.");
        assertThat(health.error()).isEqualTo("unavailable");
        assertThat(health.requestId()).isEqualTo("r-1");
    }

    @Test
    void namesAProviderWhoseServerDoesNotAcceptTheConfiguration() {
        llmProxyStatusIs(MISCONFIGURED.formatted("unavailable", "open"));

        await().atMost(TIMEOUT)
                .until(() -> health().getStatusCode().value() == 503
                        && body().components().size() == 3);
        assertThat(body().status()).isEqualTo("degraded");
        assertThat(body().components()).containsEntry("openai", "misconfigured").containsEntry("llm", "unavailable");
        assertThat(body().detail())
                .isEqualTo("No language model is available."
                        + " The model server of openai does not accept OPENAI_API_KEY.");

        llmProxyIs("available");

        await().atMost(TIMEOUT).until(() -> body().status().equals("healthy"));
        assertThat(body().components()).doesNotContainKey("openai");
        assertThat(body().detail()).isNull();
    }

    @Test
    void saysThatAnAccountIsEmptyAndNotThatItsKeyIsWrong() {
        llmProxyStatusIs(MISCONFIGURED
                .replace("\"OPENAI_API_KEY\"", "\"OPENAI_API_KEY\",\"cause\":\"account\"")
                .formatted("degraded", "available"));

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(body().detail())
                .isEqualTo("The account of OPENAI_API_KEY at openai has no credit left, or is blocked."));
        assertThat(body().components()).containsEntry("openai", "misconfigured");
    }

    @Test
    void countsAServerThatDoesNotAcceptTheConfigurationAtTheFirstPoll() {
        AtomicInteger polls = new AtomicInteger();
        server.answer("/llm-proxy", (request, response) -> {
            if (polls.incrementAndGet() > 1) {
                // the second poll never ends, so that only the first one can count
                Thread.sleep(TIMEOUT);
            }
            response.send(200, "application/json", MISCONFIGURED.formatted("unavailable", "open"));
        });

        await().atMost(TIMEOUT)
                .until(() -> polls.get() >= 1 && body().components().containsKey("openai"));
        assertThat(health().getStatusCode().value()).isEqualTo(503);
    }

    @Test
    void namesAMisconfiguredProviderWhileAnotherAnswers() {
        llmProxyStatusIs(MISCONFIGURED.formatted("degraded", "available"));

        await().atMost(TIMEOUT).until(() -> body().status().equals("degraded"));
        assertThat(health().getStatusCode().value()).isEqualTo(200);
        assertThat(body().components()).containsEntry("openai", "misconfigured").doesNotContainKey("local");
        assertThat(body().detail()).isEqualTo("The model server of openai does not accept OPENAI_API_KEY.");
        assertThat(body().error()).isNull();
    }

    @Test
    void ignoresASingleFailedPoll() {
        AtomicInteger polls = new AtomicInteger();
        server.answer(
                "/llm-proxy",
                (request, response) -> response.send(
                        200,
                        "application/json",
                        LLM_PROXY_STATUS.formatted(polls.incrementAndGet() % 2 == 1 ? "unavailable" : "available")));

        while (polls.get() < 12) {
            assertThat(health().getStatusCode().value()).isEqualTo(200);
        }
    }

    @Test
    void answers503WithoutLlmProxyAndRecovers() {
        server.answer("/llm-proxy", Answer.json(200, "nonsense"));
        await().atMost(TIMEOUT).until(() -> dependencies.llmProxyStatus() == null);
        assertThat(health().getStatusCode().value()).isEqualTo(503);
        // names and limits stay known during an outage
        assertThat(body().model()).isEqualTo("llama");
        assertThat(controller.capabilities().model()).isEqualTo("llama");

        llmProxyIs("available");
        await().atMost(TIMEOUT).until(() -> dependencies.llmProxyStatus() != null);
        assertThat(body().status()).isEqualTo("healthy");
        assertThat(body().detail()).isNull();
    }

    @Test
    void limitsPromptsToTheSmallestContextOfAllProviders() {
        assertThat(dependencies.tokens()).hasValue(2048);
        assertThat(controller.capabilities().maxContextLength()).isEqualTo(2048);
    }

    private ResponseEntity<HealthResponse> health() {
        return controller.health(new RequestId("r-1"));
    }

    private HealthResponse body() {
        return Objects.requireNonNull(health().getBody());
    }
}
