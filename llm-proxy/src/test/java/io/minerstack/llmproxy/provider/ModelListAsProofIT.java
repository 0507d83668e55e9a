package io.minerstack.llmproxy.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ScriptedServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** While the only server does not accept our configuration, its model list tells when that is fixed, without a call. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=openai",
            "OPENAI_MODEL=wanted",
            "OPENAI_API_KEY=test-only",
            "LLM_PROBE_INTERVAL=100ms"
        })
class ModelListAsProofIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ScriptedServer SERVER = ScriptedServer.start();
    private static final Answer WRONG_KEY =
            Answer.json(401, "{\"error\":{\"message\":\"Incorrect API key provided\",\"code\":\"invalid_api_key\"}}");
    private static final Answer UNKNOWN_MODEL =
            Answer.json(404, "{\"error\":{\"message\":\"The model does not exist\",\"code\":\"model_not_found\"}}");
    private static final Answer ANSWER =
            Answer.json(200, "{\"choices\":[{\"message\":{\"content\":\"yes\"},\"finish_reason\":\"stop\"}]}");

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init")
    private ProxyClient client;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("OPENAI_BASE_URL", () -> SERVER.url() + "/v1");
    }

    @BeforeEach
    void answer() {
        client = new ProxyClient(port);
        SERVER.reset();
        call(ANSWER);
        client.ask(false);
        assertThat(status()).contains("\"state\":\"available\"").doesNotContain("misconfigured");
        SERVER.reset();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void asksForNoListWhileCallsWork() {
        assertThat(SERVER.requests("GET", "/v1/models")).isEmpty();
    }

    @Test
    void acceptsAKeyThatTheListAcceptsAgain() {
        call(WRONG_KEY);
        list(WRONG_KEY);
        client.ask(false);
        assertThat(status()).contains("\"wrong_settings\":\"OPENAI_API_KEY\"", "\"state\":\"unavailable\"");
        await().atMost(TIMEOUT)
                .until(() -> !SERVER.requests("GET", "/v1/models").isEmpty());

        list(models("wanted"));

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(status()).doesNotContain("misconfigured"));
        assertThat(SERVER.requests("POST", "/v1")).hasSize(1);
    }

    @Test
    void acceptsAModelThatTheListNamesAtLast() {
        call(UNKNOWN_MODEL);
        list(models("another"));
        client.ask(false);
        assertThat(status()).contains("\"wrong_settings\":\"OPENAI_MODEL\"");
        awaitTwoLists();

        list(models("another", "wanted"));

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(status()).doesNotContain("misconfigured"));
    }

    /** OpenRouter and others give their model list to callers without a key, and no list shows an empty account. */
    @Test
    void doesNotTakeAListThatNeedsNoKeyForAProof() {
        call(WRONG_KEY);
        list(models("wanted"));
        client.ask(false);

        awaitTwoLists();

        assertThat(status()).contains("\"wrong_settings\":\"OPENAI_API_KEY\"");
    }

    private void awaitTwoLists() {
        await().atMost(TIMEOUT).until(() -> SERVER.requests("GET", "/v1/models").size() >= 2);
    }

    private static void call(Answer answer) {
        SERVER.answer("/v1/chat/completions", answer);
    }

    private static void list(Answer answer) {
        SERVER.answer("/v1/models", answer);
    }

    private static Answer models(String... names) {
        return Answer.json(200, "{\"data\":[{\"id\":\"" + String.join("\"},{\"id\":\"", names) + "\"}]}");
    }

    private String status() {
        try {
            return client.get("/status").body();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
