package io.minerstack.gateway.identity;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "RATE_LIMIT_UNAUTHENTICATED=off",
            "RATE_LIMIT_CONVERSATIONS=off",
            // these tests ask with a key until it is valid
            "BLOCK_AFTER_WRONG_KEYS=0"
        })
class KeyFileIT extends SharedGateway {

    private static final String ANNA = "anna-0123456789abcdef0123456789abcdef";
    private static final String ANNA_TOO = "anna-too-0123456789abcdef0123456789abcdef";
    private static final String BERT = "bert-0123456789abcdef0123456789abcdef";
    private static final Path FILE = newFile();

    @DynamicPropertySource
    static void keysFile(DynamicPropertyRegistry registry) {
        registry.add("KEYS_FILE", FILE::toString);
    }

    private static Path newFile() {
        try {
            Path folder = Files.createTempDirectory("keys");
            folder.toFile().deleteOnExit();
            return folder.resolve("keys.json");
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @BeforeEach
    void addKeys() {
        keys().write(FILE);
        eventually(ANNA, 200);
        eventually(BERT, 200);
    }

    private static KeyFileText keys() {
        return new KeyFileText()
                .key(ANNA, "key_000000000001", "anna", "anna", "\"limits\": {\"playbook\": \"2/h\"}")
                .key(ANNA_TOO, "key_000000000002", "anna-too", "anna", "\"purpose\": \"operator\"")
                .key(BERT, "key_000000000003", "bert", "bert", "\"limits\": {\"playbook\": \"off\"}");
    }

    @Test
    void givesEachKeyTheMemoryOfItsTenant() {
        assertThat(tenant(ANNA)).isEqualTo("anna");
        assertThat(tenant(ANNA_TOO)).isEqualTo("anna");
        assertThat(tenant(BERT)).isEqualTo("bert");
        // what API_KEY has stored before there were other keys
        assertThat(tenant(TestObjects.KEY)).isEqualTo("default");
    }

    @Test
    void tellsTheServicesBehindWhichKeyItIsAndWhatItMaySpend() {
        keys().key(
                        "spender-0123456789",
                        "key_0000000000c1",
                        "spender",
                        "anna",
                        "\"budget\": {\"tokens_per_day\": 1000, \"money_per_month\": \"12.345678\"}")
                .key(
                        "probe-0123456789",
                        "key_0000000000c2",
                        "probe",
                        "anna",
                        "\"purpose\": \"probe\"",
                        "\"budget\": {\"tokens_per_day\": 1000}")
                .write(FILE);
        eventually("spender-0123456789", 200);

        ReceivedRequest spender = relayed("spender-0123456789");
        assertThat(spender.header("X-Key-Id")).isEqualTo("key_0000000000c1");
        assertThat(spender.header("X-Key-Name")).isEqualTo("spender");
        assertThat(spender.header("X-Key-Budget")).isEqualTo("tokens-per-day=1000,money-per-month=12345678000");
        ReceivedRequest anna = relayed(ANNA);
        assertThat(anna.header("X-Key-Id")).isEqualTo("key_000000000001");
        assertThat(anna.header("X-Key-Budget")).isNull();
        // the ledger leaves out what a probe uses
        ReceivedRequest probe = relayed("probe-0123456789");
        assertThat(probe.header("X-Key-Id")).isNull();
        assertThat(probe.header("X-Key-Budget")).isNull();
        assertThat(relayed(TestObjects.KEY).header("X-Key-Id")).isEqualTo("environment");
    }

    @Test
    void leavesTheCallsOfAProbeOutOfOutcomesStagesAndDeadlineSlack(@Autowired MeterRegistry meters) {
        keys().key("probe-0123456789", "key_0000000000c2", "probe", "anna", "\"purpose\": \"probe\"")
                .write(FILE);
        eventually("probe-0123456789", 200);
        double before = answers(meters);
        long stages = recorded(meters, "miner.stage", "stage", "gateway");
        long slack = recorded(meters, "miner.gateway.deadline.slack", "endpoint", "/complete");

        complete("probe-0123456789");
        complete(ANNA);

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> answers(meters) > before);
        assertThat(answers(meters)).isEqualTo(before + 1);
        assertThat(recorded(meters, "miner.stage", "stage", "gateway")).isEqualTo(stages + 1);
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        recorded(meters, "miner.gateway.deadline.slack", "endpoint", "/complete"))
                .isEqualTo(slack + 1));
    }

    private static long recorded(MeterRegistry meters, String meter, String label, String value) {
        return meters.get(meter).tag(label, value).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private static double answers(MeterRegistry meters) {
        return meters.get("miner.gateway.answers").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private void complete(String key) {
        client.post()
                .uri("/complete")
                .header("X-API-Key", key)
                .header("Content-Type", "application/json")
                .bodyValue(TestObjects.QUESTION)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void removesTheHeadersOfAKeyFromOutsideRequests() {
        client.get()
                .uri("/conversations")
                .header("X-API-Key", ANNA)
                .header("X-Key-Id", "key_ffffffffffff")
                .header("X-Key-Name", "somebody-else")
                .header("X-Key-Budget", "tokens-per-day=999999999")
                .exchange()
                .expectStatus()
                .isOk();

        ReceivedRequest relayed = AGENT.requests("GET", "/conversations").getLast();
        assertThat(relayed.header("X-Key-Id")).isEqualTo("key_000000000001");
        assertThat(relayed.header("X-Key-Name")).isEqualTo("anna");
        assertThat(relayed.header("X-Key-Budget")).isNull();
    }

    @Test
    void addsTheLimitsOfABudgetToItsOwnAndPassesTheRefusalOn() {
        AGENT.answer(Answer.of(
                429,
                "application/problem+json",
                "{\"type\":\"/problems/budget-exceeded\",\"title\":\"t\",\"status\":429,\"detail\":\"d\","
                        + "\"error\":\"budget_exceeded\",\"request_id\":\"r\"}",
                Map.of(
                        "Retry-After", "41000",
                        "RateLimit-Policy", "\"tokens-day\";q=1000;qu=\"tokens\";w=86400",
                        "RateLimit", "\"tokens-day\";r=0;t=41000",
                        "X-Internal", "secret")));

        WebTestClient.ResponseSpec response = with(ANNA_TOO, "/playbook/b");
        assertThatProblem(response, 429, "budget_exceeded");
        response.expectHeader()
                .valueEquals("Retry-After", "41000")
                .expectHeader()
                .valueEquals(
                        "RateLimit-Policy", "\"playbook\";q=100000;w=60, \"tokens-day\";q=1000;qu=\"tokens\";w=86400")
                .expectHeader()
                .valueMatches("RateLimit", "\"playbook\";r=\\d+;t=\\d+, \"tokens-day\";r=0;t=41000")
                .expectHeader()
                .doesNotExist("X-Internal");
    }

    private ReceivedRequest relayed(String key) {
        with(key, "/conversations").expectStatus().isOk();
        return AGENT.requests("GET", "/conversations").getLast();
    }

    @Test
    void refusesAKeySoonAfterItIsRevokedAndSaysWhyOnlyInTheLog(CapturedOutput output) {
        keys().key("revoked-0123456789", "key_00000000000a", "carl", "carl", "\"state\": \"revoked\"")
                .key("expired-0123456789", "key_00000000000b", "dora", "dora", "\"expires\": \"2026-01-02T00:00:00Z\"")
                .key("sentinel", "key_00000000000c", "sentinel", "carl")
                .write(FILE);
        eventually("sentinel", 200);

        for (String key : List.of("revoked-0123456789", "expired-0123456789", TestObjects.WRONG_KEY)) {
            assertThatProblem(with(key, "/capabilities"), 403, "forbidden");
            assertThat(with(key, "/capabilities")
                            .expectBody(String.class)
                            .returnResult()
                            .getResponseBody())
                    .contains("The API key is not accepted.")
                    .doesNotContain("revoked", "expired", "carl", "dora");
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("API key carl (key_00000000000a): refused")))
                .singleElement()
                .asString()
                .contains("revoked");
        assertThat(output.getAll()).contains("API key dora (key_00000000000b): refused because it is expired");
        assertThat(output.getAll()).doesNotContain("revoked-0123456789", "expired-0123456789", ANNA);
    }

    @Test
    void appliesTheLimitsOfEachKey() {
        with(ANNA, "/playbook/c")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches("RateLimit-Policy", ".*;q=2;w=3600");
        with(ANNA, "/playbook/c").expectStatus().isOk();
        assertThatProblem(with(ANNA, "/playbook/c"), 429, "rate_limited");
        with(ANNA_TOO, "/playbook/c").expectStatus().isOk();
        with(BERT, "/playbook/c").expectStatus().isOk().expectHeader().doesNotExist("RateLimit-Policy");
    }

    @Test
    void countsAnOldKeyAndItsSuccessorAgainstOneLimit() {
        String limit = "\"limits\": {\"playbook\": \"20/m\"}";
        keys().key(
                        "old-0123456789",
                        "key_0000000000d1",
                        "gerd",
                        "gerd",
                        limit,
                        "\"grace_ends\": \"9999-01-01T00:00:00Z\"")
                .key("new-0123456789", "key_0000000000d2", "gerd", "gerd", limit)
                .key("namesake-0123456789", "key_0000000000d3", "namesake", "other", limit)
                .write(FILE);
        eventually("namesake-0123456789", 200);

        for (int i = 0; i < 20; i++) {
            with(i % 2 == 0 ? "old-0123456789" : "new-0123456789", "/playbook/c")
                    .expectStatus()
                    .isOk();
        }
        assertThatProblem(with("old-0123456789", "/playbook/c"), 429, "rate_limited");
        assertThatProblem(with("new-0123456789", "/playbook/c"), 429, "rate_limited");
        with("namesake-0123456789", "/playbook/c").expectStatus().isOk();
    }

    @Test
    void countsNoRequestOfAProbe() {
        keys().key(
                        "probe-0123456789",
                        "key_0000000000e1",
                        "probe",
                        "anna",
                        "\"purpose\": \"probe\"",
                        "\"limits\": {\"playbook\": \"2/h\"}")
                .write(FILE);
        eventually("probe-0123456789", 200);

        for (int i = 0; i < 5; i++) {
            with("probe-0123456789", "/playbook/c")
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .doesNotExist("RateLimit-Policy");
        }
    }

    @Test
    void refusesNoCallWhileKeysAreRotated() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<List<Integer>>> callers = new ArrayList<>();
            for (String key : List.of(ANNA, BERT, TestObjects.KEY)) {
                callers.add(threads.submit(() -> statuses(key, done)));
            }
            for (int i = 0; i < 3; i++) {
                String successor = "successor-0123456789abcdef-" + i;
                keys().key(successor, "key_0000000000a" + i, "anna", "anna").write(FILE);
                eventually(successor, 200);
            }
            done.set(true);
            for (Future<List<Integer>> caller : callers) {
                assertThat(caller.get(30, TimeUnit.SECONDS))
                        .hasSizeGreaterThan(3)
                        .containsOnly(200);
            }
        }
    }

    @Test
    void acceptsAnOldKeyAndItsSuccessorUntilTheGraceEnds() {
        rotated("9999-01-01T00:00:00Z").write(FILE);
        eventually("new-0123456789", 200);
        with("old-0123456789", "/conversations").expectStatus().isOk();

        rotated("2026-01-02T00:00:00Z").write(FILE);
        eventually("old-0123456789", 403);
        with("new-0123456789", "/conversations").expectStatus().isOk();
    }

    private static KeyFileText rotated(String graceEnds) {
        return keys().key("old-0123456789", "key_0000000000b1", "erna", "erna", "\"grace_ends\": \"" + graceEnds + "\"")
                .key("new-0123456789", "key_0000000000b2", "erna", "erna");
    }

    private List<Integer> statuses(String key, AtomicBoolean done) {
        List<Integer> statuses = new ArrayList<>();
        while (!done.get()) {
            statuses.add(status(key));
        }
        return statuses;
    }

    private void eventually(String key, int status) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(status(key))
                .isEqualTo(status));
    }

    private int status(String key) {
        return with(key, "/conversations")
                .expectBody(String.class)
                .returnResult()
                .getStatus()
                .value();
    }

    private String tenant(String key) {
        with(key, "/conversations").expectStatus().isOk();
        return String.valueOf(AGENT.requests("GET", "/conversations").getLast().header("X-Tenant"));
    }

    private WebTestClient.ResponseSpec with(String key, String path) {
        return client.get()
                .uri(path)
                .header("X-API-Key", key)
                .header("X-Forwarded-For", "198.51.105.1")
                .exchange();
    }
}
