package io.minerstack.agent;

import static io.minerstack.agent.TestObjects.example;
import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@ExtendWith(OutputCaptureExtension.class)
class ModelFaultsIT extends RunningAgentService {

    /**
     * What every model call does, and what the caller gets.
     *
     * @param modelCalls how often the model is called for one request
     */
    record Fault(String name, FakeResponse model, int status, String error, int modelCalls) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault("503", FakeResponse.error(503), 503, "unavailable", 1),
                new Fault("429", FakeResponse.error(429), 503, "unavailable", 1),
                new Fault("504", FakeResponse.error(504), 504, "deadline_exceeded", 1),
                new Fault("502", FakeResponse.error(502), 502, "bad_model_answer", 1),
                new Fault("500", FakeResponse.error(500), 502, "bad_model_answer", 1),
                new Fault("policy", FakeResponse.error(400, "content_policy_violation"), 502, "bad_model_answer", 1),
                new Fault("other 400", FakeResponse.error(400, "something_else"), 502, "bad_model_answer", 1),
                new Fault("connection reset", FakeResponse.connectionReset(), 503, "unavailable", 2),
                new Fault("unfinished reasoning", saying("<think>hm"), 502, "bad_model_answer", 2));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void mapsModelFaultsToProblems(Fault fault) {
        MODEL.always(fault.model());

        assertThatProblem(post("complete", ask("q")), fault.status(), fault.error());
        assertThat(MODEL.attempts()).isEqualTo(fault.modelCalls());
        // a failed request stores nothing
        assertThat(MEMORY.requests("POST", "/turns")).isEmpty();
    }

    @Test
    void retriesOnceAfterABrokenConnection() {
        MODEL.next(FakeResponse.connectionReset());

        assertThat(answer("complete", example("complete.request.json"))
                        .at("/output/immediate_response")
                        .asString())
                .isNotBlank();
        assertThat(MODEL.attempts()).isEqualTo(2);
    }

    @Test
    void retriesOnceAfterAnEmptyAnswer() {
        MODEL.next(saying(""));

        assertThat(answer("complete", ask("q")).at("/output/immediate_response").asString())
                .isEqualTo("A fine answer.");
        assertThat(MODEL.attempts()).isEqualTo(2);
    }

    @Test
    void passesRetryAfterOn() {
        MODEL.always(FakeResponse.error(503).header("Retry-After", "7"));

        post("complete", ask("q")).expectHeader().valueEquals("Retry-After", "7");
    }

    @Test
    void passesTheRefusalOfABudgetOnAsItIs() {
        MODEL.always(FakeResponse.withBody(429, "application/json", """
                        {"error":{"message":"The key's budget of tokens for this day does not allow it.",
                        "type":"invalid_request_error","param":null,"code":"budget_exceeded"}}""")
                .header("Retry-After", "41000")
                .header("RateLimit", "\"tokens-day\";r=0;t=41000")
                .header("RateLimit-Policy", "\"tokens-day\";q=1000;qu=\"tokens\";w=86400"));

        WebTestClient.ResponseSpec response = post("complete", ask("q"));
        assertThatProblem(response, 429, "budget_exceeded").hasDetailContaining("budget of tokens for this day");
        response.expectHeader()
                .valueEquals("Retry-After", "41000")
                .expectHeader()
                .valueEquals("RateLimit", "\"tokens-day\";r=0;t=41000")
                .expectHeader()
                .valueEquals("RateLimit-Policy", "\"tokens-day\";q=1000;qu=\"tokens\";w=86400");
        assertThat(MODEL.attempts()).isEqualTo(1);
        assertThat(MEMORY.requests("POST", "/turns")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "budget_unavailable, BUDGET_UNAVAILABLE, outcome=failed",
        "budget_unpriced, BUDGET_UNPRICED, outcome=refused"
    })
    void tellsWhyABudgetCantBeUsedWhereTheModelIsFine(String code, String kind, String report, CapturedOutput output) {
        MODEL.always(FakeResponse.withBody(503, "application/json", """
                        {"error":{"message":"Words of llm-proxy about openai/fake.",
                        "type":"server_error","param":null,"code":"%s"}}""".formatted(code))
                .header("Retry-After", "60"));

        WebTestClient.ResponseSpec response = post("complete", ask("q"));

        assertThatProblem(response, 503, "unavailable").hasDetailContaining("Words of llm-proxy about openai/fake.");
        response.expectHeader()
                .valueEquals("Retry-After", "60")
                .expectHeader()
                .value("X-Component-Report", header -> assertThat(header).startsWith(report));
        assertThat(output.getAll().lines().filter(line -> line.contains("model call failed")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("WARN", kind, "Words of llm-proxy about openai/fake."));
    }

    @Test
    void passesNoOtherTextOfA503OnAndNoPage() {
        MODEL.always(FakeResponse.withBody(503, "application/json", """
                {"error":{"message":"secret words","type":"server_error","param":null,"code":"unavailable"}}"""));
        assertThatProblem(post("complete", ask("q")), 503, "unavailable")
                .hasDetailContaining("No language model is available now.");

        MODEL.always(
                FakeResponse.withBody(503, "text/html", "<h1>secret page</h1>").header("Retry-After", "7"));
        WebTestClient.ResponseSpec response = post("complete", ask("q"));
        assertThatProblem(response, 503, "unavailable").hasDetailContaining("No language model is available now.");
        response.expectHeader().valueEquals("Retry-After", "7");
    }

    @Test
    void tellsLlmProxyWhichKeyItWorksFor() {
        client().post()
                .uri("/complete")
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Key-Id", "key_0123456789ab")
                .header("X-Key-Name", "anna")
                .header("X-Key-Budget", "tokens-per-day=1000")
                .bodyValue(ask("q"))
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(MODEL.lastRequest().header("X-Key-Id")).isEqualTo("key_0123456789ab");
        assertThat(MODEL.lastRequest().header("X-Key-Name")).isEqualTo("anna");
        assertThat(MODEL.lastRequest().header("X-Key-Budget")).isEqualTo("tokens-per-day=1000");
    }

    @Test
    void logsEachFailedModelCall(CapturedOutput output) {
        MODEL.always(FakeResponse.error(502));
        post("complete", ask("q")).expectStatus().isEqualTo(502);
        MODEL.always(FakeResponse.error(503));
        post("complete", ask("q")).expectStatus().isEqualTo(503);
        MODEL.always(FakeResponse.withBody(200, "application/json", "{\"choices\":\"none\"}"));
        post("complete", ask("q")).expectStatus().isEqualTo(502);
        // a failure that the rules make up for is logged, too
        MODEL.always(FakeResponse.error(429));
        answer("human_feedback", ask("I prefer short answers"));

        assertThat(output.getAll().lines().filter(line -> line.contains("model call failed")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("WARN", "UNUSABLE", "status 502", "request_id"),
                        line -> assertThat(line).contains("WARN", "UNAVAILABLE", "status 503", "request_id"),
                        line -> assertThat(line)
                                .contains(
                                        "WARN",
                                        "UNUSABLE",
                                        "status 200, the answer is not the expected JSON",
                                        "request_id"),
                        line -> assertThat(line).contains("WARN", "UNAVAILABLE", "status 429", "request_id"));
    }

    private static FakeResponse saying(String content) {
        return FakeResponse.withBody(
                200,
                "application/json",
                "{\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"" + content
                        + "\"},\"finish_reason\":\"stop\"}]}");
    }
}
