package io.minerstack.agent;

import static io.minerstack.agent.TestObjects.example;
import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.FakeResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class RequestDeadlineIT extends RunningAgentService {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Autowired
    private MeterRegistry meters;

    @Test
    void givesTheModelAnEarlierDeadlineAndAcceptsAPartialAnswer() {
        MODEL.next(FakeResponse.withBody(200, "application/json", """
                {"model":"m","provider":"vllm","partial":true,"choices":[{"message":{"role":"assistant",
                "content":"It begins like"},"finish_reason":"length"}],"usage":{"total_tokens":9}}"""));
        long deadline = System.currentTimeMillis() + 20_000;

        post("complete", ask("q"), deadline)
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
    void measuresNoSlackOfAProbe() {
        long before = slack();

        client().post()
                .uri("/complete")
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Key-Name", "probe")
                .bodyValue(ask("asked by the probe"))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(slack()).isEqualTo(before);

        post("complete", ask("asked by a caller"), System.currentTimeMillis() + 20_000)
                .expectStatus()
                .isOk();
        assertThat(slack()).isEqualTo(before + 1);
    }

    private long slack() {
        return meters.get("miner.deadline.slack")
                .tag("component", "complete")
                .timer()
                .count();
    }

    @Test
    void answers504AtTheDeadlineAndCancelsTheModelCall() {
        MODEL.always(FakeResponse.unanswered());

        assertThatProblem(post("complete", ask("q"), System.currentTimeMillis() + 1_500), 504, "deadline_exceeded");
        await().atMost(TIMEOUT).until(() -> MODEL.inFlight() == 0);
    }

    @Test
    void aggregatesInCodeWhereTheModelIsTooSlow() {
        MODEL.always(FakeResponse.unanswered());

        post("aggregate", example("aggregate.request.json"), System.currentTimeMillis() + 2_500)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.metadata.agreement.worded_by")
                .isEqualTo("code");
    }

    @Test
    void startsNoOptionalWorkAfterTheTarget() {
        client().post()
                .uri("/aggregate")
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Answer-Target", Long.toString(System.currentTimeMillis() - 1))
                .bodyValue(example("aggregate.request.json"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.metadata.agreement.worded_by")
                .isEqualTo("code");

        assertThat(MODEL.attempts()).isZero();
    }

    @Test
    void answersAfterTheTargetWhereTheAttemptIsTheOnlyHope() {
        MODEL.always(FakeResponse.ok().after(Duration.ofMillis(600)));

        client().post()
                .uri("/complete")
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Answer-Target", Long.toString(System.currentTimeMillis() + 100))
                .bodyValue(ask("q"))
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(MODEL.lastRequest().header("X-Answer-Target")).isNotNull();
    }

    @Test
    void cancelsTheModelCallWhenTheCallerDisconnects() {
        MODEL.always(FakeResponse.unanswered());
        HttpClient caller = HttpClient.newHttpClient();
        CompletableFuture<HttpResponse<String>> call = caller.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/complete"))
                        .header("Content-Type", "application/json")
                        .header("X-Tenant", "alice")
                        .POST(HttpRequest.BodyPublishers.ofString(ask("q")))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        await().atMost(TIMEOUT).until(() -> MODEL.inFlight() == 1);

        call.cancel(true);
        caller.shutdownNow();

        await().atMost(TIMEOUT).until(() -> MODEL.cancelled() == 1);
        assertThat(MEMORY.requests("POST", "/turns")).isEmpty();
    }

    private WebTestClient.ResponseSpec post(String component, String body, long deadlineMillis) {
        return client().post()
                .uri("/" + component)
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Deadline", Long.toString(deadlineMillis))
                .bodyValue(body)
                .exchange();
    }
}
