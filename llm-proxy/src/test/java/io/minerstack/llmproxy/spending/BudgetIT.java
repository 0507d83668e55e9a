package io.minerstack.llmproxy.spending;

import static io.minerstack.llmproxy.database.TestUsageDatabase.execute;
import static io.minerstack.llmproxy.database.TestUsageDatabase.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.TestRequests;
import io.minerstack.llmproxy.database.TestUsageDatabase;
import io.minerstack.testsupport.postgres.FaultInjectingProxy;
import io.minerstack.testsupport.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keys with a budget, from the request to the counters in the database. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LOG_FORMAT=text",
            "LLM_PROVIDER=vllm,openai",
            "VLLM_MODEL=own-model",
            "OPENAI_MODEL=paid-model",
            "OPENAI_API_KEY=sk-test-key-of-the-budget",
            "LLM_PRICES=vllm/own-model=1/2",
            "LLM_HEDGE_SHARE=0",
            "LLM_PROBE_INTERVAL=200ms",
            "LLM_USAGE_GRACE=100ms",
            "USAGE_FLUSH_INTERVAL=50ms",
            "USAGE_DATABASE_TIMEOUT=5",
            "MAX_TOKENS=100"
        })
@DirtiesContext
class BudgetIT {

    private static final TestDatabase DATABASE = TestUsageDatabase.fresh("budget");
    private static final FaultInjectingProxy TO_DATABASE = new FaultInjectingProxy(DATABASE.host(), DATABASE.port());
    private static final FakeModel OWN = FakeModel.start(0, "own-model");
    private static final FakeModel PAID = FakeModel.start(0, "paid-model");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String SPENT = "SELECT coalesce(max(tokens_spent), 0) FROM llm_proxy.budget_counter";
    private static final String HELD = "SELECT coalesce(max(tokens_held), 0) FROM llm_proxy.budget_counter";

    @Autowired
    private CircuitBreakerRegistry breakers;

    @Autowired
    private MeterRegistry meters;

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init")
    private ProxyClient client;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("VLLM_BASE_URL", OWN::url);
        registry.add("OPENAI_BASE_URL", PAID::url);
        registry.add("USAGE_DATABASE_URL", () -> DATABASE.urlThrough("127.0.0.1", TO_DATABASE.port()));
    }

    @BeforeEach
    void reset() {
        client = new ProxyClient(port);
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        for (FakeModel model : new FakeModel[] {OWN, PAID}) {
            model.reset();
            model.answering(TestRequests.ANSWER);
        }
        // the ledger must not get the usage of the test before
        await().atMost(LONG)
                .until(() -> meters.get("miner.llm.usage.pending").gauge().value() == 0);
        execute(
                DATABASE,
                "TRUNCATE llm_proxy.budget_counter, llm_proxy.budget_reservation, llm_proxy.usage_ledger,"
                        + " llm_proxy.usage_batch");
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void refusesWhatTheBudgetDoesNotAllowWithoutAskingAModel(boolean stream, CapturedOutput output) {
        ProxyReply reply = askWithBudget(stream, "tokens-per-day=150,tokens-per-month=5000");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.errorCode()).isEqualTo("budget_exceeded");
        // one request may cost more than the whole limit
        assertThat(reply.header("Retry-After")).isEmpty();
        assertThat(reply.body().toString())
                .contains("more than the key's whole budget of 150 tokens for a day", "MAX_TOKENS");
        assertThat(reply.header("RateLimit-Policy"))
                .startsWith("\"tokens-day\";q=150;qu=\"tokens\";w=86400, \"tokens-month\";q=5000;qu=\"tokens\";w=");
        assertThat(reply.header("RateLimit")).contains("\"tokens-day\";r=150;t=", "\"tokens-month\";r=5000;t=");
        assertThat(OWN.attempts() + PAID.attempts()).isZero();
        assertThat(number(DATABASE, HELD)).isZero();
        if (!stream) {
            // the log's own lines are JSON, too
            assertThat(output.getAll().replace("\\\"", "\""))
                    .contains("\"event\":\"budget.refused\"")
                    .contains("\"key_id\":\"key_0123456789ab\"", "\"limit\":\"tokens-day\"");
        }
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void chargesWhatTheModelServerCounted(boolean stream) {
        ProxyReply reply = askWithBudget(stream, "tokens-per-day=5000,money-per-month=1000000000");

        assertThat(reply.complete()).isTrue();
        JsonNode usage = reply.usage();
        assertThat(number(DATABASE, SPENT))
                .isEqualTo(usage.path("prompt_tokens").asLong()
                        + usage.path("completion_tokens").asLong());
        // 1 and 2 units for a million tokens are 1,000 and 2,000 nano-units for one
        assertThat(number(DATABASE, "SELECT max(money_spent) FROM llm_proxy.budget_counter"))
                .isEqualTo(1_000 * usage.path("prompt_tokens").asLong()
                        + 2_000 * usage.path("completion_tokens").asLong());
        assertThat(number(DATABASE, HELD)).isZero();
    }

    @Test
    void countsWhatEachAttemptCostsAlsoWithoutAKey() {
        double before = sum("miner.llm.cost");
        assertThat(client.ask(false).complete()).isTrue();
        await().atMost(LONG).until(() -> sum("miner.llm.cost") > before);

        OWN.always(FakeResponse.error(500));
        assertThat(client.ask(false).complete()).isTrue();
        // the fallback has no price
        await().atMost(LONG).until(() -> sum("miner.llm.unpriced.tokens") > 0);
    }

    private double sum(String counter) {
        return meters.find(counter).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void showsThePoolOfItsDatabase() {
        assertThat(meters.get("r2dbc.pool.max.allocated")
                        .tag("name", "usage")
                        .gauge()
                        .value())
                .isPositive();
        assertThat(meters.get("r2dbc.pool.pending").tag("name", "usage").gauge().value())
                .isNotNegative();
    }

    @Test
    void holdsTheBytesOfTheRequestAndTheMostTokensOfTheAnswerMeanwhile() {
        OWN.next(FakeResponse.ok().firstTokenAfter(Duration.ofSeconds(2)));
        var reply = client.sendAsync(TestRequests.CHAT, headers("tokens-per-day=5000"));

        await().atMost(LONG).until(() -> OWN.attempts() == 1);
        long bytes = OWN.lastRequest().body().toString().length();
        assertThat(number(DATABASE, HELD)).isBetween(bytes, bytes + 200);
        assertThat(reply.join().statusCode()).isEqualTo(200);
        assertThat(number(DATABASE, HELD)).isZero();
    }

    @Test
    void chargesAnAnswerWithoutCountsAsAWhole() {
        OWN.next(FakeResponse.ok().ending(FakeResponse.StreamEnd.WITHOUT_USAGE));

        assertThat(askWithBudget(false, "tokens-per-day=5000").complete()).isTrue();
        assertThat(number(DATABASE, SPENT)).isGreaterThan(200);
        assertThat(number(DATABASE, HELD)).isZero();
    }

    @Test
    void chargesEachAttemptOfARequest() {
        OWN.next(FakeResponse.ok().withGap(Duration.ofMillis(5)).cutAfter(4));

        assertThat(askWithBudget(false, "tokens-per-day=5000").complete()).isTrue();
        assertThat(OWN.attempts() + PAID.attempts()).isEqualTo(2);
        // the first as a whole, the second by its counts
        assertThat(number(DATABASE, SPENT)).isGreaterThan(200);
        assertThat(number(DATABASE, HELD)).isZero();
        await().atMost(LONG)
                .until(() -> number(DATABASE, "SELECT coalesce(sum(attempts), 0) FROM llm_proxy.usage_ledger") == 2);
        assertThat(number(DATABASE, "SELECT sum(unmeasured) FROM llm_proxy.usage_ledger"))
                .isEqualTo(1);
    }

    @Test
    void chargesAnAnswerWhoseCallerLeft() {
        OWN.next(FakeResponse.ok().silentAfter(3));
        var _ = client.sendAsync(TestRequests.STREAM, headers("tokens-per-day=5000"));
        await().atMost(LONG).until(() -> OWN.inFlight() == 1 && number(DATABASE, HELD) > 0);

        client.disconnect();

        await().atMost(LONG).until(() -> number(DATABASE, HELD) == 0);
        assertThat(number(DATABASE, SPENT)).isGreaterThan(200);
    }

    @Test
    void chargesNothingForAnAttemptThatTheProviderRefused() {
        OWN.always(FakeResponse.error(400));
        PAID.always(FakeResponse.error(400));

        assertThat(askWithBudget(false, "tokens-per-day=5000").status()).isEqualTo(400);
        assertThat(number(DATABASE, SPENT)).isZero();
        assertThat(number(DATABASE, HELD)).isZero();
    }

    @ParameterizedTest(name = "status {0}")
    @ValueSource(ints = {400, 408, 500, 502, 504, 529})
    void chargesNothingForAWholeResponseWithAnErrorStatus(int status) {
        OWN.always(FakeResponse.error(status));
        PAID.always(FakeResponse.error(status));

        assertThat(askWithBudget(false, "tokens-per-day=5000").complete()).isFalse();
        assertThat(OWN.attempts() + PAID.attempts()).isPositive();
        assertThat(number(DATABASE, SPENT)).isZero();
        assertThat(number(DATABASE, HELD)).isZero();
    }

    @Test
    void chargesAConnectionThatWasLostAfterTheRequestWentOut() {
        OWN.always(FakeResponse.connectionReset());
        PAID.always(FakeResponse.connectionReset());

        assertThat(askWithBudget(false, "tokens-per-day=5000").complete()).isFalse();
        assertThat(number(DATABASE, SPENT)).isGreaterThan(200);
        assertThat(number(DATABASE, HELD)).isZero();
    }

    @Test
    void chargesAnErrorInsideAResponseOfStatus200() {
        OWN.always(FakeResponse.withBody(
                200, "application/json", "{\"error\":{\"message\":\"the worker has died\",\"code\":500}}"));
        PAID.always(FakeResponse.error(500));

        assertThat(askWithBudget(false, "tokens-per-day=5000").complete()).isFalse();
        assertThat(number(DATABASE, SPENT)).isGreaterThan(100);
        assertThat(number(DATABASE, HELD)).isZero();
    }

    @Test
    void tellsTheBudgetWhereNoOtherProviderHasAPrice() {
        assertThat(askWithBudget(false, "money-per-day=1").status()).isEqualTo(429);
        assertThat(OWN.attempts() + PAID.attempts()).isZero();
    }

    @Test
    void tellsWhenASpentBudgetBeginsAnew() {
        String[] dora = {"X-Key-Id", "key_0123456789ad", "X-Key-Name", "dora", "X-Key-Budget", "tokens-per-day=5000"};
        assertThat(client.ask(false, dora).complete()).isTrue();
        execute(DATABASE, "UPDATE llm_proxy.budget_counter SET tokens_spent = 4999");

        ProxyReply reply = client.ask(false, dora);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.body().toString()).contains("The key's budget of tokens for this day");
        assertThat(Long.parseLong(reply.header("Retry-After"))).isBetween(1L, 86_400L);
    }

    @Test
    void writesOneAuditLineForEachAccountThatIsRefused(CapturedOutput output) {
        execute(
                DATABASE,
                "INSERT INTO llm_proxy.budget_counter (account, period, starts, money_spent)"
                        + " SELECT 'carl', p, date_trunc(p, clock_timestamp() AT TIME ZONE 'UTC')::date, 999999"
                        + " FROM unnest(ARRAY['day', 'month']) p");

        assertThat(client.ask(
                                false,
                                "X-Key-Id",
                                "key_0123456789ac",
                                "X-Key-Name",
                                "carl",
                                "X-Key-Budget",
                                "money-per-day=1000000")
                        .status())
                .isEqualTo(429);
        assertThat(lines(output, "key_0123456789ac")).isEqualTo(1);

        assertThat(client.ask(
                                false,
                                "X-Tenant",
                                "team",
                                "X-Key-Id",
                                "key_0123456789ac",
                                "X-Key-Name",
                                "carl",
                                "X-Key-Budget",
                                "money-per-day=1000000")
                        .status())
                .isEqualTo(429);
        // the other tenant's key of that name is another account
        assertThat(lines(output, "key_0123456789ac")).isEqualTo(2);
    }

    private static long lines(CapturedOutput output, String text) {
        return output.getAll()
                .lines()
                .filter(line -> line.contains("budget.refused") && line.contains(text))
                .count();
    }

    @Test
    void keepsTheBudgetsOfTwoTenantsWithKeysOfOneNameApart() {
        String[] anna = {"X-Tenant", "a", "X-Key-Id", "key_0123456789ab", "X-Key-Name", "anna"};
        assertThat(client.ask(false, with(anna, "X-Key-Budget", "tokens-per-day=5000"))
                        .complete())
                .isTrue();
        execute(DATABASE, "UPDATE llm_proxy.budget_counter SET tokens_spent = 4999");
        assertThat(client.ask(false, with(anna, "X-Key-Budget", "tokens-per-day=5000"))
                        .status())
                .isEqualTo(429);

        anna[1] = "b";
        assertThat(client.ask(false, with(anna, "X-Key-Budget", "tokens-per-day=5000"))
                        .complete())
                .isTrue();
    }

    private static String[] with(String[] headers, String name, String value) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = name;
        all[headers.length + 1] = value;
        return all;
    }

    @Test
    void refusesABudgetOfMoneyWhereTheModelHasNoPrice(CapturedOutput output) {
        breakers.circuitBreaker("vllm").transitionToForcedOpenState();

        ProxyReply unpriced = askWithBudget(false, "money-per-day=1000000000");
        assertThat(unpriced.status()).isEqualTo(503);
        assertThat(unpriced.body().toString()).contains("LLM_PRICES has no price for openai/paid-model");
        assertThat(unpriced.errorCode()).isEqualTo("budget_unpriced");
        assertThat(unpriced.header("Retry-After")).isEqualTo("60");
        assertThat(askWithBudget(false, "money-per-day=1000000000").status()).isEqualTo(503);
        assertThat(PAID.attempts()).isZero();
        assertThat(output.getAll().lines().filter(line -> line.contains("openai/paid-model=INPUT/OUTPUT")))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(meters.get("miner.llm.budget.refusals")
                        .tag("reason", "unpriced")
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(2);
        assertThat(askWithBudget(false, "tokens-per-day=5000").complete()).isTrue();
        assertThat(PAID.attempts()).isEqualTo(1);
    }

    @Test
    void releasesAReservationWhoseCallerLeftBeforeItWasMade() throws SQLException {
        askWithBudget(false, "tokens-per-day=5000");
        long spent = number(DATABASE, SPENT);
        OWN.reset();
        try (Connection other = DriverManager.getConnection(DATABASE.jdbcUrl(), DATABASE.user(), DATABASE.password());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM llm_proxy.budget_counter FOR UPDATE");
            var _ = client.sendAsync(TestRequests.CHAT, headers("tokens-per-day=5000"));
            await().atMost(LONG).until(() -> number(DATABASE, "SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
            client.disconnect();
            // the proxy has to see the end of the connection before the reservation is made
            await().atMost(LONG).until(this::isIdle);
            other.commit();
        }

        await().atMost(LONG)
                .until(() -> number(DATABASE, "SELECT count(*) FROM pg_locks WHERE NOT granted") == 0
                        && number(DATABASE, HELD) == 0);
        assertThat(number(DATABASE, SPENT)).isEqualTo(spent);
        assertThat(OWN.attempts()).isZero();
    }

    private boolean isIdle() {
        Gauge inFlight =
                meters.find("miner.llm.in.flight").tag("provider", "vllm").gauge();
        return inFlight != null && inFlight.value() == 0;
    }

    @Test
    void keepsTheProviderInUseAfterARefusalOfTheBudget() {
        assertThat(askWithBudget(false, "tokens-per-day=10").status()).isEqualTo(429);
        assertThat(client.ask(false).complete()).isTrue();
        assertThat(OWN.attempts()).isEqualTo(1);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void answers503ForABudgetAndServesOthersWhileTheDatabaseIsAway(boolean stream) {
        TO_DATABASE.closeConnections();

        ProxyReply refused = askWithBudget(stream, "tokens-per-day=5000");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.errorCode()).isEqualTo("budget_unavailable");
        assertThat(refused.body().toString()).contains("The budget of the key can't be checked now");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(OWN.attempts() + PAID.attempts()).isZero();
        assertThat(client.ask(stream, "X-Key-Id", "key_ba9876543210", "X-Key-Name", "ben")
                        .complete())
                .isTrue();
        assertThat(client.ask(stream).complete()).isTrue();

        TO_DATABASE.forward();
        await().atMost(LONG)
                .until(() -> askWithBudget(stream, "tokens-per-day=5000").complete());
        // the usage of the outage is not lost
        await().atMost(LONG)
                .until(() -> number(
                                DATABASE,
                                "SELECT coalesce(sum(attempts), 0) FROM llm_proxy.usage_ledger WHERE key_name = 'ben'")
                        == 1);
    }

    @Test
    void recordsTheUsageOfKeysWithoutABudgetAndNotOfProbes() throws Exception {
        ProxyReply reply = client.ask(false, "X-Key-Id", "key_ba9876543210", "X-Key-Name", "ben");
        client.ask(false, "X-Key-Name", "monitoring");

        await().atMost(LONG).until(() -> number(DATABASE, "SELECT count(*) FROM llm_proxy.usage_ledger") == 1);
        JsonNode usage =
                JsonMapper.shared().readTree(client.get("/usage?name=ben").body());
        JsonNode row = usage.at("/rows/0");
        assertThat(row.path("key_id").asString()).isEqualTo("key_ba9876543210");
        assertThat(row.path("provider").asString()).isEqualTo("vllm");
        assertThat(row.path("model").asString()).isEqualTo("own-model");
        assertThat(row.path("attempts").asLong()).isEqualTo(1);
        assertThat(row.path("input_tokens").asLong())
                .isEqualTo(reply.usage().path("prompt_tokens").asLong());
        assertThat(row.path("money").asString()).startsWith("0.0000");
        assertThat(JsonMapper.shared().readTree(client.get("/usage").body()).path("rows"))
                .hasSize(1);
    }

    @Test
    void refusesDaysOfUsageOfWhichThereAreNone() throws Exception {
        assertThat(client.get("/usage?from=2026-03-05&to=2026-03-04").statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesABudgetThatCannotBeRead() {
        assertThat(askWithBudget(false, "tokens-per-day=many").status()).isEqualTo(400);
        assertThat(client.ask(false, "X-Key-Budget", "tokens-per-day=5000").status())
                .isEqualTo(400);
        assertThat(OWN.attempts() + PAID.attempts()).isZero();
    }

    private ProxyReply askWithBudget(boolean stream, String budget) {
        return client.ask(stream, headers(budget));
    }

    private static String[] headers(String budget) {
        return new String[] {"X-Key-Id", "key_0123456789ab", "X-Key-Name", "anna", "X-Key-Budget", budget};
    }
}
