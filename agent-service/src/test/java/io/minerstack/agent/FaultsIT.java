package io.minerstack.agent;

import static io.minerstack.agent.TestObjects.example;
import static io.minerstack.agent.TestObjects.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minerstack.bench.fake.Behaviour;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class FaultsIT extends AgentServer {

    private static final Duration SOON = Duration.ofSeconds(10);

    static Stream<JsonNode> invalidExamples() {
        return json(example("invalid.requests.json")).valueStream();
    }

    @ParameterizedTest
    @MethodSource("invalidExamples")
    void refusesTheContractsInvalidExamples(JsonNode example) {
        post("complete", example.get("body").toString())
                .expectStatus()
                .isEqualTo(example.get("status").asInt())
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isNotEmpty()
                .jsonPath("$.error")
                .isNotEmpty();
        assertThat(MODEL.attempts()).isZero();
    }

    @Test
    void asksOnceMoreWhereTheConnectionToTheModelBreaks() {
        MODEL.next(Behaviour.resetting());

        assertThat(answer("complete", example("complete.request.json"))
                        .at("/output/immediate_response")
                        .asString())
                .isNotBlank();
        assertThat(MODEL.attempts()).isEqualTo(2);
    }

    @Test
    void asksNoThirdTimeWhereItBreaksAgain() {
        MODEL.always(Behaviour.resetting());

        post("complete", example("complete.request.json")).expectStatus().isEqualTo(503);
        assertThat(MODEL.attempts()).isEqualTo(2);
    }

    @Test
    void namesTheFieldOnTheWire() {
        post("complete", "{\"cid\":\"c\",\"task\":\"\",\"input\":[{\"user_query\":\" \"}]}")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("input[0].user_query");
    }

    @Test
    void survivesNestingThatWouldOverflowAStack() {
        post("complete", "{\"x\":" + "[".repeat(1_000_000)).expectStatus().isBadRequest();
        post("complete", "{\"x\":" + "{\"a\":".repeat(100_000)).expectStatus().isBadRequest();
    }

    @ParameterizedTest
    @CsvSource({
        "503,503,unavailable",
        "429,503,unavailable",
        "504,504,deadline_exceeded",
        "502,502,bad_model_answer",
        "500,502,bad_model_answer"
    })
    void tellsTheProxysFailuresApart(int proxy, int status, String error) {
        MODEL.always(Behaviour.failing(proxy).header("Retry-After", "7"));

        post("complete", ask("q"))
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo(error);
        assertThat(MEMORY.requests("POST", "/turns")).isEmpty();
    }

    @Test
    void passesOnWhenToComeBack() {
        MODEL.always(Behaviour.failing(503).header("Retry-After", "7"));

        post("complete", ask("q")).expectHeader().valueEquals("Retry-After", "7");
    }

    @ParameterizedTest
    @CsvSource({"content_policy_violation", "something_else"})
    void showsACallerNoUpstreamBody(String code) {
        MODEL.always(Behaviour.failing(400, code));

        post("complete", ask("q")).expectStatus().isEqualTo(502);
        assertThat(MODEL.attempts()).isEqualTo(1);
    }

    @Test
    void triesOnceMoreAfterAnEmptyAnswer() {
        MODEL.next(says(""));

        assertThat(answer("complete", ask("q")).at("/output/immediate_response").asString())
                .isEqualTo("A fine answer.");
        assertThat(MODEL.attempts()).isEqualTo(2);
    }

    @Test
    void givesUpAfterTwoEmptyAnswers() {
        MODEL.always(says("<think>hm"));

        post("complete", ask("q"))
                .expectStatus()
                .isEqualTo(502)
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo("bad_model_answer");
        assertThat(MODEL.attempts()).isEqualTo(2);
        assertThat(MEMORY.requests("POST", "/turns")).isEmpty();
    }

    @Test
    void shortensAPromptThatIsTooLongUntilItFits() {
        MODEL.next(
                Behaviour.failing(400, "context_length_exceeded"), Behaviour.failing(400, "context_length_exceeded"));

        answer(
                "complete",
                ask("word ".repeat(1_900))
                        .replace(
                                "\"task\":\"\"",
                                "\"task\":\"t\",\"previous_outputs\":["
                                        + ("{\"output\":{\"immediate_response\":\"" + "r".repeat(40_000) + "\"}}")
                                        + "]"));

        assertThat(MODEL.requests()).hasSize(3);
        assertThat(MODEL.requests().get(2).lastMessage().length())
                .isLessThan(MODEL.requests().get(0).lastMessage().length() / 3);
    }

    @Test
    void shortensAPromptByTheTokensThatTheRefusalStates() {
        MODEL.next(Behaviour.saying(400, "application/json", """
                {"error":{"message":"This model's context is 2046 tokens, and the messages have 8760: shorten them.",
                "type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}"""));

        JsonNode reply = answer("complete", ask("\uD83D\uDC1F".repeat(10_000)));

        assertThat(reply.at("/output/immediate_response").asString()).isEqualTo("A fine answer.");
        assertThat(reply.at("/metadata/prompt_cut").asBoolean()).isTrue();
        String first = MODEL.requests().getFirst().lastMessage();
        String second = MODEL.requests().getLast().lastMessage();
        assertThat(MODEL.requests()).hasSize(2);
        // a little less than what is free of the context, for as many tokens a character as the first had
        assertThat((double) second.length() / first.length()).isBetween(0.09, 0.12);
    }

    @Test
    void givesUpWhereEvenTheShortestPromptIsTooLong() {
        MODEL.always(Behaviour.failing(400, "context_length_exceeded"));

        post("complete", ask("q")).expectStatus().isEqualTo(502);
        assertThat(MODEL.attempts()).isEqualTo(1);

        post("complete", ask("q".repeat(10_000))).expectStatus().isEqualTo(502);
        assertThat(MODEL.attempts()).isBetween(4, 10);
    }

    @ParameterizedTest
    @CsvSource({"503", "500", "404"})
    void answersWithoutTheMemory(int status) {
        MEMORY.fails(status);

        JsonNode reply = answer("complete", ask("q"));

        assertThat(reply.at("/output/immediate_response").asString()).isEqualTo("A fine answer.");
        assertThat(reply.at("/metadata/memory").asString()).isEqualTo("unavailable");
        assertThat(reply.at("/metadata/stored").asBoolean(true)).isFalse();
    }

    @Test
    void doesNotWaitForAMemoryThatHangs() {
        MEMORY.hangs();

        assertThat(answer("complete", ask("q")).at("/metadata/memory").asString())
                .isEqualTo("unavailable");
    }

    @Test
    void readsAMemoryThatTalksNonsenseAsNone() {
        MEMORY.answers(request -> FakeMemory.Reply.json(200, "{\"messages\":\"many\""));

        assertThat(answer("complete", ask("q")).at("/metadata/memory").asString())
                .isEqualTo("unavailable");
    }

    @Test
    void keepsAReserveAndAcceptsAPrefixOfTheAnswer() {
        MODEL.next(Behaviour.saying(200, "application/json", """
                {"model":"m","provider":"vllm","partial":true,"choices":[{"message":{"role":"assistant",
                "content":"It begins like"},"finish_reason":"length"}],"usage":{"total_tokens":9}}"""));
        long deadline = System.currentTimeMillis() + 20_000;

        client().post()
                .uri("/complete")
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Deadline", Long.toString(deadline))
                .bodyValue(ask("q"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.output.immediate_response")
                .isEqualTo("It begins like")
                .jsonPath("$.metadata.partial")
                .isEqualTo(true)
                .jsonPath("$.metadata.provider")
                .isEqualTo("vllm");

        assertThat(MODEL.lastRequest().header("X-Partial-Answer")).isEqualTo("accept");
        assertThat(MODEL.lastRequest().header("X-Tenant")).isEqualTo("alice");
        assertThat(Long.parseLong(String.valueOf(MODEL.lastRequest().header("X-Deadline"))))
                .isEqualTo(deadline - 1_500);
    }

    @Test
    void answersLateCallsInTime() {
        MODEL.always(Behaviour.mute());

        client().post()
                .uri("/complete")
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Deadline", Long.toString(System.currentTimeMillis() + 1_500))
                .bodyValue(ask("q"))
                .exchange()
                .expectStatus()
                .isEqualTo(504)
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo("deadline_exceeded");
        await().atMost(SOON).until(() -> MODEL.inFlight() == 0);
    }

    @Test
    void sendsTheCountWhereTheModelIsTooSlowToWordIt() {
        MODEL.always(Behaviour.mute());

        client().post()
                .uri("/aggregate")
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Deadline", Long.toString(System.currentTimeMillis() + 2_500))
                .bodyValue(example("aggregate.request.json"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.metadata.agreement.worded_by")
                .isEqualTo("code");
    }

    @Test
    void stopsTheModelWhenTheCallerGoesAway() {
        MODEL.always(Behaviour.mute());
        HttpClient caller = HttpClient.newHttpClient();
        CompletableFuture<HttpResponse<String>> call = caller.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/complete"))
                        .header("Content-Type", "application/json")
                        .header("X-Tenant", "alice")
                        .POST(HttpRequest.BodyPublishers.ofString(ask("q")))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        await().atMost(SOON).until(() -> MODEL.inFlight() == 1);

        call.cancel(true);
        caller.shutdownNow();

        await().atMost(SOON).until(() -> MODEL.cancelled() == 1);
        assertThat(MEMORY.requests("POST", "/turns")).isEmpty();
    }

    @Test
    void tellsTheOperatorHowTheModelFailed(CapturedOutput output) {
        MODEL.always(Behaviour.failing(502));
        post("complete", ask("q")).expectStatus().isEqualTo(502);
        MODEL.always(Behaviour.failing(503));
        post("complete", ask("q")).expectStatus().isEqualTo(503);
        MODEL.always(Behaviour.saying(200, "application/json", "{\"choices\":\"none\"}"));
        post("complete", ask("q")).expectStatus().isEqualTo(502);
        // recovered from, and worth a line all the same
        MODEL.always(Behaviour.failing(429));
        answer("human_feedback", ask("I prefer short answers"));

        assertThat(output.getAll().lines().filter(line -> line.contains("the model failed")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("WARN", "UNUSABLE", "status 502", "request_id"),
                        line -> assertThat(line).contains("WARN", "UNAVAILABLE", "status 503", "request_id"),
                        line -> assertThat(line)
                                .contains("WARN", "UNUSABLE", "status 200 MismatchedInputException", "request_id"),
                        line -> assertThat(line).contains("WARN", "UNAVAILABLE", "status 429", "request_id"));
    }

    @Test
    void keepsWordsAndNamesOutOfTheLog(CapturedOutput output) {
        String body =
                "{\"cid\":\"secret-cid\",\"task\":\"secret-task\",\"input\":[{\"user_query\":\"I prefer secret-query answers\"}]}";
        MODEL.answering("secret-answer {\"operations\":[]}");
        answer("complete", body);
        answer("human_feedback", body);
        MEMORY.fails(500);
        answer("complete", body);
        answer("human_feedback", body);
        MODEL.always(Behaviour.failing(500));
        post("complete", body).expectStatus().isEqualTo(502);
        client().get().uri("/conversations/secret-cid").exchange();
        MEMORY.answers(request -> new FakeMemory.Reply(200, "application/json", "not json secret-answer", Map.of()));
        post("complete", body);

        assertThat(output.getAll().lines().filter(line -> line.contains("the memory failed")))
                .isNotEmpty()
                .allMatch(line -> line.contains("request_id"));
        assertThat(output.getAll()).doesNotContain("secret-");
    }

    private static Behaviour says(String content) {
        return Behaviour.saying(
                200,
                "application/json",
                "{\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"" + content
                        + "\"},\"finish_reason\":\"stop\"}]}");
    }
}
