package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.ProxyReply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Two vLLM servers with a history of fast first tokens, and OpenAI as the paid fallback. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=vllm,openai",
            "VLLM_MODEL=big-model",
            "OPENAI_API_KEY=sk-test-key",
            "LLM_HEDGE_SHARE=0.5",
            "LLM_HEDGE_TIME_LEFT=60",
            "LLM_PROBE_INTERVAL=200ms"
        })
class HedgingIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final FakeModel ONE = FakeModel.start(0, "big-model");
    private static final FakeModel TWO = FakeModel.start(0, "big-model");
    private static final FakeModel PAID = FakeModel.start(0, "paid-model");

    @Autowired
    private CircuitBreakerRegistry breakers;

    @Autowired
    private MeterRegistry meters;

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init")
    private ProxyClient client;

    private int warmUpAttempts;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("VLLM_BASE_URL", () -> ONE.url() + "/v1, " + TWO.url());
        registry.add("OPENAI_BASE_URL", PAID::url);
    }

    @BeforeEach
    void answersFast() {
        client = new ProxyClient(port);
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        for (FakeModel model : new FakeModel[] {ONE, TWO, PAID}) {
            model.reset();
        }
        ONE.answering("from one");
        TWO.answering("from two");
        PAID.answering("from the paid one");
        // each server's turn comes while the other one's circuit is open; every answer fills the budget
        for (String other : new String[] {"vllm-2", "vllm-1"}) {
            // one that is only open closes by itself on a machine that takes longer for the requests
            breakers.circuitBreaker(other).transitionToForcedOpenState();
            for (int i = 0; i < 70; i++) {
                assertThat(client.ask(false).status()).isEqualTo(200);
            }
            breakers.circuitBreaker(other).reset();
        }
        warmUpAttempts = TWO.attempts();
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void takesTheAnswerOfASecondServerWhereTheFirstIsSilentAndCancelsTheFirst() {
        double started = hedges("started");
        double won = hedges("won");
        ONE.always(FakeResponse.unanswered());

        ProxyReply reply = client.ask(false);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().toString()).contains("from two");
        await().atMost(TIMEOUT).until(() -> ONE.cancelled() == 1);
        assertThat(PAID.attempts()).isZero();
        assertThat(hedges("started")).isEqualTo(started + 1);
        assertThat(hedges("won")).isEqualTo(won + 1);
    }

    @Test
    void takesTheFirstServersAnswerWhereThatComesFirstAndCancelsTheSecond() {
        double won = hedges("won");
        ONE.always(FakeResponse.ok().after(Duration.ofSeconds(1)));
        TWO.always(FakeResponse.unanswered());

        assertThat(client.ask(false).body().toString()).contains("from one");

        await().atMost(TIMEOUT).until(() -> TWO.cancelled() == 1);
        assertThat(hedges("won")).isEqualTo(won);
    }

    @Test
    void waitsForTheFirstServerWhereTheSecondFailsOrSaysNothing() {
        FakeResponse nothing = FakeResponse.withBody(
                200, "application/json", "{\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"stop\"}]}");
        for (FakeResponse second : List.of(FakeResponse.error(500), nothing, FakeResponse.connectionReset())) {
            ONE.always(FakeResponse.ok().after(Duration.ofSeconds(1)));
            TWO.always(second);
            int attempts = TWO.attempts();

            assertThat(client.ask(false).body().toString()).contains("from one");
            assertThat(TWO.attempts()).isEqualTo(attempts + 1);
        }
    }

    @Test
    void sendsNothingToAPaidProviderBesideASilentServer() {
        double suppressed = hedges("suppressed");
        breakers.circuitBreaker("vllm-2").transitionToOpenState();
        ONE.always(FakeResponse.ok().after(Duration.ofSeconds(1)));

        assertThat(client.ask(false).body().toString()).contains("from one");

        assertThat(PAID.attempts()).isZero();
        assertThat(hedges("suppressed")).isEqualTo(suppressed + 1);
    }

    @Test
    void doublesNoStream() {
        ONE.always(FakeResponse.ok().after(Duration.ofMillis(600)));

        assertThat(client.ask(true).status()).isEqualTo(200);

        assertThat(TWO.attempts()).isEqualTo(warmUpAttempts);
    }

    @Test
    void countsTheTokensOfTheAttemptThatLost() {
        double tokens = hedgeTokens();
        // the second attempt begins to answer and is overtaken
        ONE.always(FakeResponse.ok().after(Duration.ofMillis(700)));
        TWO.answering("word ".repeat(200));
        TWO.always(FakeResponse.ok().withGap(Duration.ofMillis(50)));

        assertThat(client.ask(false).body().toString()).contains("from one");

        await().atMost(TIMEOUT).until(() -> hedgeTokens() > tokens);
    }

    private double hedges(String outcome) {
        Counter counter =
                meters.find("miner.llm.hedges").tag("outcome", outcome).counter();
        return counter == null ? 0 : counter.count();
    }

    private double hedgeTokens() {
        Counter counter =
                meters.find("miner.llm.hedge.tokens").tag("type", "output").counter();
        return counter == null ? 0 : counter.count();
    }
}
