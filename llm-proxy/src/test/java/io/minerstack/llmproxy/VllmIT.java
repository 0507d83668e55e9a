package io.minerstack.llmproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tests with a real vLLM server at {@code VLLM_TEST_URL}, with the model {@code VLLM_TEST_MODEL}. The test cannot
 * start a vLLM server, so this class is skipped without that variable, and says so.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=vllm",
            "VLLM_FIRST_BYTE_TIMEOUT=30",
            "VLLM_FIRST_TOKEN_TIMEOUT=30"
        })
class VllmIT {

    private static final HttpClient PLAIN = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init")
    private ProxyClient client;

    @BeforeAll
    static void skipWithoutServer() {
        if (System.getenv("VLLM_TEST_URL") == null) {
            System.out.println("VllmIT does not run: VLLM_TEST_URL names no vLLM server");
        }
        Assumptions.assumeTrue(System.getenv("VLLM_TEST_URL") != null, "VLLM_TEST_URL names no vLLM server");
    }

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("VLLM_BASE_URL", () -> System.getenv("VLLM_TEST_URL"));
        registry.add("VLLM_MODEL", VllmIT::model);
    }

    private static String model() {
        return Objects.requireNonNullElse(System.getenv("VLLM_TEST_MODEL"), "smollm2");
    }

    @BeforeEach
    void openClient() {
        client = new ProxyClient(port);
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void sendsTheWholeAnswerWithTokenCounts() {
        ProxyReply reply = client.send("""
                {"max_tokens":40,"temperature":0,"messages":[{"role":"user","content":"Say hello."}]}""");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isNotBlank();
        assertThat(reply.finishReason()).isIn("stop", "length");
        assertThat(reply.model()).isEqualTo(model());
        assertThat(reply.usage().path("prompt_tokens").asInt()).isPositive();
        assertThat(reply.usage().path("completion_tokens").asInt()).isBetween(1, 40);
        assertThat(reply.usage().has("estimated")).isFalse();
    }

    @Test
    void streamsToTheEnd() {
        ProxyReply reply = client.send("""
                {"stream":true,"stream_options":{"include_usage":true},"max_tokens":40,"temperature":0,
                 "messages":[{"role":"user","content":"Say hello."}]}""");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.done()).isTrue();
        assertThat(reply.text()).isNotBlank();
        assertThat(reply.error().isMissingNode()).isTrue();
        assertThat(reply.usage().path("completion_tokens").asInt()).isPositive();
    }

    @Test
    void followsTheSchema() {
        ProxyReply reply = client.send("""
                {"max_tokens":200,"temperature":0,"messages":[{"role":"user","content":"Name one colour as JSON."}],
                 "response_format":{"type":"json_schema","json_schema":{"name":"colour","strict":true,
                   "schema":{"type":"object","properties":{"colour":{"type":"string","enum":["red","green","blue"]}},
                             "required":["colour"],"additionalProperties":false}}}}""");

        assertThat(reply.status()).isEqualTo(200);
        JsonNode answer = JsonMapper.shared().readTree(reply.text());
        assertThat(answer.path("colour").asString()).isIn("red", "green", "blue");
    }

    @Test
    void tellsThatThePromptIsTooLong() {
        ProxyReply reply = client.send("{\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\""
                + "word ".repeat(40_000) + "\"}]}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("context_length_exceeded");
    }

    @Test
    void stopsTheEngineWhenTheCallerDisconnects() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync("""
                {"max_tokens":4000,"ignore_eos":true,"messages":[{"role":"user","content":"Tell a long story."}]}""");
        await().atMost(Duration.ofSeconds(30)).until(() -> running() > 0);
        assertThat(answer).isNotCompleted();

        client.disconnect();

        await().atMost(Duration.ofSeconds(15)).until(() -> running() == 0);
    }

    @Test
    void knowsTheLengthOfTheContext() throws Exception {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !client.get("/status").body().contains("\"max_context_length\":null"));

        assertThat(client.get("/status").body()).contains("\"state\":\"available\"", model());
    }

    /** Requests that the engine is running. */
    private static double running() throws IOException, InterruptedException {
        String root = Objects.requireNonNull(System.getenv("VLLM_TEST_URL")).replaceAll("/(v1/?)?$", "");
        String metrics = PLAIN.send(
                        HttpRequest.newBuilder(URI.create(root + "/metrics")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("vllm:num_requests_running"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
