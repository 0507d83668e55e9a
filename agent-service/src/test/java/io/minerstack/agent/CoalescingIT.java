package io.minerstack.agent;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.FakeResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class CoalescingIT extends RunningAgentService {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Autowired
    private MeterRegistry meters;

    private final HttpClient caller = HttpClient.newHttpClient();

    @BeforeEach
    void answersSlowly() {
        MODEL.always(FakeResponse.ok().after(Duration.ofMillis(800)));
    }

    @AfterEach
    void close() {
        caller.shutdownNow();
    }

    @Test
    void runsTheSameBodyOnceAndStoresOneTurnForTwoCallers() throws Exception {
        CompletableFuture<HttpResponse<String>> first = send("alice", "req-a", ask("same"));
        await().atMost(TIMEOUT).until(() -> MODEL.inFlight() == 1);
        CompletableFuture<HttpResponse<String>> second = send("alice", "req-b", ask("same"));
        JsonNode one = json(first);
        JsonNode other = json(second);

        assertThat(MODEL.attempts()).isEqualTo(1);
        assertThat(MEMORY.requests("POST", "/turns")).hasSize(1);
        assertThat(one.at("/metadata/request_id").asString()).isEqualTo("req-a");
        assertThat(other.at("/metadata/request_id").asString()).isEqualTo("req-b");
        assertThat(one.at("/metadata").has("coalesced")).isFalse();
        assertThat(other.at("/metadata/coalesced").asBoolean()).isTrue();
        assertThat(other.get("output")).isEqualTo(one.get("output"));
    }

    @Test
    void goesOnForTheSecondCallerWhenTheFirstOneLeaves() throws Exception {
        MODEL.always(FakeResponse.ok().after(Duration.ofSeconds(2)));
        CompletableFuture<HttpResponse<String>> first = send("alice", "req-a", ask("same"));
        await().atMost(TIMEOUT).until(() -> MODEL.inFlight() == 1);
        HttpClient other = HttpClient.newHttpClient();
        CompletableFuture<HttpResponse<String>> second =
                other.sendAsync(request("alice", "req-b", ask("same")), HttpResponse.BodyHandlers.ofString());
        await().during(Duration.ofMillis(200)).atMost(TIMEOUT).until(() -> activeRequests() == 2);

        first.cancel(true);
        caller.shutdownNow();

        assertThat(second.get().statusCode()).isEqualTo(200);
        assertThat(MODEL.attempts()).isEqualTo(1);
        assertThat(MODEL.cancelled()).isZero();
        other.shutdownNow();
    }

    @Test
    void answersEachCallerByItsOwnDeadline() throws Exception {
        MODEL.always(FakeResponse.ok().after(Duration.ofSeconds(3)));
        CompletableFuture<HttpResponse<String>> patient = sendWithin(Duration.ofSeconds(20), "req-a");
        await().atMost(TIMEOUT).until(() -> MODEL.inFlight() == 1);
        CompletableFuture<HttpResponse<String>> hasty = sendWithin(Duration.ofSeconds(1), "req-b");

        assertThat(hasty.get().statusCode()).isEqualTo(504);
        assertThat(patient).isNotDone();
        assertThat(patient.get().statusCode()).isEqualTo(200);
        assertThat(MODEL.attempts()).isEqualTo(1);
    }

    @Test
    void runsABodyOnceForManyCallersWhoWriteItInDifferentWays() throws Exception {
        String text = "\u00BFQu\u00E9? \u0928\u092E\u0938\u094D\u0924\u0947 \uD83D\uDE80 "
                .repeat(400)
                .strip();
        List<String> spellings = List.of(
                "{\"cid\":\"wide\",\"task\":\"\",\"input\":[{\"user_query\":\"" + text + "\"}]}",
                "\n{ \"input\" : [ {\"notebook\":\"x\", \"user_query\":\"" + text + "\"} ],\r\n\t\"task\":\"\","
                        + " \"cid\":\"wide\", \"use_playbook\":null}",
                "{\"unknown\":{\"deep\":[1]},\"cid\":\"w\\u0069de\",\"task\":\"\",\"previous_outputs\":[],"
                        + "\"input\":[{\"user_query\":\"" + text.replace("\u00E9", "\\u00e9") + "\"}]}");
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        calls.add(send("alice", "req-0", spellings.getFirst()));
        await().atMost(TIMEOUT).until(() -> MODEL.inFlight() == 1);
        for (int i = 1; i < 12; i++) {
            calls.add(send("alice", "req-" + i, spellings.get(i % spellings.size())));
        }

        for (CompletableFuture<HttpResponse<String>> call : calls) {
            json(call);
        }
        assertThat(MODEL.attempts()).isEqualTo(1);
        assertThat(MEMORY.requests("POST", "/turns")).hasSize(1);
    }

    @Test
    void storesOneTurnWhereACallerLeavesDuringTheWriteAndRepeatsItsKey() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        MODEL.answering("A fine answer.");
        MEMORY.answers(request -> {
            if (request.uri().startsWith("/turns")) {
                writing.countDown();
                return null;
            }
            return FakeMemoryService.Reply.json(200, "{\"messages\":[],\"playbook\":{\"version\":0,\"entries\":[]}}");
        });
        CompletableFuture<HttpResponse<String>> first = sendKeyed("leaves-1", "req-a", ask("leaves"));
        assertThat(writing.await(10, TimeUnit.SECONDS)).isTrue();
        int others = activeRequests() - 1;
        first.cancel(true);
        caller.shutdownNow();
        await().atMost(TIMEOUT).until(() -> activeRequests() == others);

        JsonNode again = keyed("leaves-1", "req-b", ask("leaves"));

        assertThat(again.at("/output/immediate_response").asString()).isEqualTo("A fine answer.");
        assertThat(MODEL.attempts()).isEqualTo(1);
        assertThat(MEMORY.requests("POST", "/turns").stream()
                        .map(request -> request.json().path("turn_id").asString())
                        .distinct())
                .hasSize(1);
        MEMORY.reset();
    }

    @Test
    void refusesAnotherBodyUnderAKeyThatIsUnderWayAndGoesOn() throws Exception {
        CompletableFuture<HttpResponse<String>> first = sendKeyed("busy-1", "req-a", ask("first"));
        await().atMost(TIMEOUT).until(() -> MODEL.inFlight() == 1);

        assertThatProblem(post("complete", "busy-1", "req-b", ask("second")), 422, "validation_failed");
        assertThat(json(sendKeyed("busy-1", "req-c", ask("first"))).get("output"))
                .isEqualTo(json(first).get("output"));
        assertThat(MODEL.attempts()).isEqualTo(1);
    }

    @Test
    void failsForAllCallersOfAKeyAndRunsAgainForTheNext() throws Exception {
        MODEL.always(FakeResponse.error(503).after(Duration.ofMillis(800)));
        CompletableFuture<HttpResponse<String>> first = sendKeyed("both-1", "req-a", ask("both"));
        await().atMost(TIMEOUT).until(() -> MODEL.inFlight() == 1);
        CompletableFuture<HttpResponse<String>> second = sendKeyed("both-1", "req-b", ask("both"));
        assertThat(first.get().statusCode()).isEqualTo(503);
        assertThat(second.get().statusCode()).isEqualTo(503);
        assertThat(MEMORY.requests("POST", "/turns")).isEmpty();

        MODEL.always(FakeResponse.ok());
        assertThat(json(sendKeyed("both-1", "req-c", ask("both")))
                        .at("/metadata")
                        .has("replayed"))
                .isFalse();
        assertThat(json(sendKeyed("both-1", "req-d", ask("both")))
                        .at("/metadata/replayed")
                        .asBoolean())
                .isTrue();
        assertThat(MEMORY.requests("POST", "/turns")).hasSize(1);
    }

    private CompletableFuture<HttpResponse<String>> sendKeyed(String key, String requestId, String body) {
        return caller.sendAsync(
                HttpRequest.newBuilder(request("alice", requestId, body), (name, value) -> true)
                        .header("Idempotency-Key", key)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> sendWithin(Duration time, String requestId) {
        HttpRequest request = HttpRequest.newBuilder(request("alice", requestId, ask("same")), (name, value) -> true)
                .header("X-Deadline", Long.toString(System.currentTimeMillis() + time.toMillis()))
                .build();
        return caller.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void keepsTenantsApart() throws Exception {
        CompletableFuture<HttpResponse<String>> alice = send("alice", "req-a", ask("same"));
        CompletableFuture<HttpResponse<String>> bob = send("bob", "req-b", ask("same"));
        json(alice);
        json(bob);

        assertThat(MODEL.attempts()).isEqualTo(2);
        assertThat(MEMORY.requests("POST", "/turns")).hasSize(2);
    }

    @Test
    void repeatsAQuestionWithoutAKeyAsANewTurn() {
        MODEL.answering("A fine answer.");
        answer("complete", ask("again"));
        answer("complete", ask("again"));

        assertThat(MODEL.attempts()).isEqualTo(2);
        assertThat(MEMORY.requests("POST", "/turns")).hasSize(2);
    }

    @Test
    void replaysAFinishedAnswerToTheSameKeyInsteadOfASecondTurn() {
        MODEL.answering("A fine answer.");
        JsonNode first = keyed("\"replay-1\"", "req-a", ask("replay"));
        JsonNode again = keyed("replay-1", "req-b", ask("replay"));

        assertThat(MODEL.attempts()).isEqualTo(1);
        assertThat(MEMORY.requests("POST", "/turns")).hasSize(1);
        assertThat(again.get("output")).isEqualTo(first.get("output"));
        assertThat(again.at("/metadata/replayed").asBoolean()).isTrue();
        assertThat(again.at("/metadata/request_id").asString()).isEqualTo("req-b");
    }

    @Test
    void replaysNoFailure() {
        MODEL.always(FakeResponse.error(503));
        post("complete", "failing-1", "req-a", ask("fails")).expectStatus().isEqualTo(503);
        MODEL.always(FakeResponse.ok());

        assertThat(keyed("failing-1", "req-b", ask("fails")).at("/metadata").has("replayed"))
                .isFalse();
    }

    @Test
    void refusesAKeyThatNamesAnotherBodyOrComponent() {
        MODEL.answering("A fine answer.");
        keyed("used-1", "req-a", ask("one"));

        assertThatProblem(post("complete", "used-1", "req-b", ask("two")), 422, "validation_failed");
        assertThatProblem(post("refine", "used-1", "req-b", ask("one")), 422, "validation_failed");
        assertThat(MEMORY.requests("POST", "/turns")).hasSize(1);
    }

    @Test
    void refusesAnInvalidKey() {
        assertThatProblem(post("complete", "k".repeat(256), "req-a", ask("q")), 400, "invalid_request");
        assertThat(MODEL.attempts()).isZero();
    }

    private int activeRequests() {
        return meters.find("http.server.requests.active").longTaskTimers().stream()
                .mapToInt(LongTaskTimer::activeTasks)
                .sum();
    }

    private JsonNode keyed(String key, String requestId, String body) {
        String reply = post("complete", key, requestId, body)
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return TestObjects.json(String.valueOf(reply));
    }

    private WebTestClient.ResponseSpec post(String component, String key, String requestId, String body) {
        return client().post()
                .uri("/" + component)
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Request-Id", requestId)
                .header("Idempotency-Key", key)
                .bodyValue(body)
                .exchange();
    }

    private CompletableFuture<HttpResponse<String>> send(String tenant, String requestId, String body) {
        return caller.sendAsync(request(tenant, requestId, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String tenant, String requestId, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/complete"))
                .header("Content-Type", "application/json")
                .header("X-Tenant", tenant)
                .header("X-Request-Id", requestId)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static JsonNode json(CompletableFuture<HttpResponse<String>> call)
            throws InterruptedException, ExecutionException {
        HttpResponse<String> response = call.get();
        assertThat(response.statusCode()).isEqualTo(200);
        return TestObjects.json(response.body());
    }
}
