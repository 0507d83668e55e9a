package io.minerstack.llmproxy.spending;

import static io.minerstack.llmproxy.database.TestUsageDatabase.execute;
import static io.minerstack.llmproxy.database.TestUsageDatabase.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.TestRequests;
import io.minerstack.llmproxy.database.TestUsageDatabase;
import io.minerstack.testsupport.postgres.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A key with a budget whose request gets a second attempt at another server. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=vllm",
            "VLLM_MODEL=big-model",
            "LLM_HEDGE_SHARE=0.5",
            "LLM_HEDGE_TIME_LEFT=60",
            "LLM_PROBE_INTERVAL=200ms",
            "USAGE_FLUSH_INTERVAL=50ms",
            "USAGE_DATABASE_TIMEOUT=5",
            "MAX_TOKENS=100"
        })
@DirtiesContext
class HedgedBudgetIT {

    private static final TestDatabase DATABASE = TestUsageDatabase.fresh("hedged");
    private static final FakeModel ONE = FakeModel.start(0, "big-model");
    private static final FakeModel TWO = FakeModel.start(0, "big-model");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int OUTPUT_LIMIT = 100;
    private static final String SPENT = "SELECT coalesce(max(tokens_spent), 0) FROM llm_proxy.budget_counter";
    private static final String HELD = "SELECT coalesce(max(tokens_held), 0) FROM llm_proxy.budget_counter";

    @Autowired
    private CircuitBreakerRegistry breakers;

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init")
    private ProxyClient client;

    private int attemptsBefore;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("VLLM_BASE_URL", () -> ONE.url() + "/v1, " + TWO.url());
        registry.add("USAGE_DATABASE_URL", () -> DATABASE.urlThrough("127.0.0.1", DATABASE.port()));
    }

    @BeforeEach
    void answersFast() {
        client = new ProxyClient(port);
        for (FakeModel model : new FakeModel[] {ONE, TWO}) {
            model.reset();
            model.answering(TestRequests.ANSWER);
        }
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        // each server needs a history
        for (String other : new String[] {"vllm-2", "vllm-1"}) {
            breakers.circuitBreaker(other).transitionToForcedOpenState();
            for (int i = 0; i < 70; i++) {
                assertThat(client.ask(false).status()).isEqualTo(200);
            }
            breakers.circuitBreaker(other).reset();
        }
        attemptsBefore = attempts();
        execute(DATABASE, "TRUNCATE llm_proxy.budget_counter, llm_proxy.budget_reservation, llm_proxy.usage_ledger");
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void chargesTheWinnerByItsCountsAndTheCancelledAttemptAsAWhole() {
        answersFirst(FakeResponse.unanswered());

        ProxyReply reply = ask(5_000);

        assertThat(reply.complete()).isTrue();
        assertThat(attempts()).isEqualTo(attemptsBefore + 2);
        await().atMost(LONG).until(() -> number(DATABASE, HELD) == 0);
        assertThat(number(DATABASE, SPENT) - counted(reply)).isGreaterThan(OUTPUT_LIMIT);
        await().atMost(LONG)
                .until(() -> number(DATABASE, "SELECT coalesce(sum(attempts), 0) FROM llm_proxy.usage_ledger") == 2);
        assertThat(number(DATABASE, "SELECT sum(unmeasured) FROM llm_proxy.usage_ledger"))
                .isEqualTo(1);
    }

    @Test
    void goesOnWithTheFirstAttemptWhereTheBudgetAllowsNoSecond() {
        int bytes = ONE.lastRequest().body().toString().length();
        answersFirst(FakeResponse.ok().after(Duration.ofSeconds(1)));

        ProxyReply reply = ask(bytes + OUTPUT_LIMIT + 50);

        assertThat(reply.complete()).isTrue();
        assertThat(attempts()).isEqualTo(attemptsBefore + 1);
        await().atMost(LONG).until(() -> number(DATABASE, HELD) == 0);
        assertThat(number(DATABASE, SPENT)).isEqualTo(counted(reply));
    }

    /** The response to the first request, whichever server gets it; later ones are answered at once. */
    private static void answersFirst(FakeResponse first) {
        AtomicBoolean asked = new AtomicBoolean();
        for (FakeModel model : List.of(ONE, TWO)) {
            model.always(request -> asked.compareAndSet(false, true) ? first : FakeResponse.ok());
        }
    }

    private static int attempts() {
        return ONE.attempts() + TWO.attempts();
    }

    private ProxyReply ask(int tokens) {
        return client.ask(
                false,
                "X-Key-Id",
                "key_0123456789ab",
                "X-Key-Name",
                "anna",
                "X-Key-Budget",
                "tokens-per-day=" + tokens);
    }

    private static long counted(ProxyReply reply) {
        return reply.usage().path("prompt_tokens").asLong()
                + reply.usage().path("completion_tokens").asLong();
    }
}
