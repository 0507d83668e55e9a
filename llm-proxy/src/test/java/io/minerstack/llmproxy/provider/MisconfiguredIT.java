package io.minerstack.llmproxy.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.TestRequests;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The only provider does not accept our key, account or model: callers and the operator are told at once. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=openai",
            "OPENAI_MODEL=only-model",
            "OPENAI_API_KEY=test-only",
            "LLM_BREAKER_FIRST_WAIT=200ms",
            "LLM_BREAKER_LONGEST_WAIT=200ms",
            "LLM_OUTAGE_WAIT=20"
        })
@ExtendWith(OutputCaptureExtension.class)
class MisconfiguredIT {

    private static final FakeModel MODEL = FakeModel.start(0, "only-model");

    @Autowired
    private CircuitBreakerRegistry breakers;

    @Autowired
    private MeterRegistry registry;

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init")
    private ProxyClient client;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("OPENAI_BASE_URL", () -> MODEL.url() + "/v1");
    }

    @BeforeEach
    void reset() {
        client = new ProxyClient(port);
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        MODEL.reset();
        MODEL.answering(TestRequests.ANSWER);
        client.ask(false);
        MODEL.reset();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "401, Incorrect API key provided: test-only, OPENAI_API_KEY",
        "400, API key not valid, OPENAI_API_KEY",
        "429, insufficient_quota, OPENAI_API_KEY",
        "404, The model x does not exist, OPENAI_MODEL"
    })
    void tellsCallersAndTheOperatorAtOnce(int status, String message, String variable, CapturedOutput output) {
        MODEL.always(
                FakeResponse.withBody(status, "application/json", "{\"error\":{\"message\":\"" + message + "\"}}"));

        for (int request = 0; request < 5; request++) {
            ProxyReply reply = client.ask(false);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.took()).isLessThan(Duration.ofSeconds(10));
            assertThat(reply.response().body()).doesNotContain("key", "quota", "exist");
        }

        assertThat(output.getAll()
                        .lines()
                        .filter(line -> line.contains("ConfigurationCheck") && line.contains("ERROR")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains(variable, "\"request_id\"")
                        .contains(message.substring(0, 15))
                        .doesNotContain("test-only"));
    }

    @ParameterizedTest
    @CsvSource({"429, insufficient_quota, account", "401, Incorrect API key provided, api_key"})
    void saysWhetherTheKeyOrItsAccountIsWrong(int status, String message, String cause) throws Exception {
        MODEL.always(
                FakeResponse.withBody(status, "application/json", "{\"error\":{\"message\":\"" + message + "\"}}"));

        client.ask(false);

        assertThat(client.get("/status").body())
                .contains("\"wrong_settings\":\"OPENAI_API_KEY\"", "\"cause\":\"" + cause + "\"");
    }

    @Test
    void countsTheCauseAlsoWhereTheCircuitIsOpen() {
        MODEL.always(FakeResponse.error(401));
        double before = answers("misconfigured");

        for (int request = 0; request < 6; request++) {
            client.ask(false);
        }

        assertThat(MODEL.attempts()).as("an open circuit asks nobody").isLessThan(6);
        assertThat(answers("misconfigured") - before).isEqualTo(6);
        assertThat(answers("circuit_open")).isZero();
    }

    private double answers(String outcome) {
        return registry.find("miner.llm.answers").tag("outcome", outcome).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void showsTheStateUntilACallWorks() throws Exception {
        MODEL.always(FakeResponse.error(401));
        client.ask(false);
        assertThat(client.get("/status").body()).contains("\"state\":\"unavailable\"", "\"state\":\"misconfigured\"");

        MODEL.always(FakeResponse.ok());
        assertThat(client.ask(false).status()).isEqualTo(200);

        assertThat(client.get("/status").body())
                .contains("\"state\":\"available\"")
                .doesNotContain("misconfigured");
    }
}
