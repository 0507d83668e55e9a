package io.minerstack.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.http.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

class AnswerOutcomeIT extends SharedGateway {

    private static final String REPORT = "X-Component-Report";
    private static final Answer GOOD = Answer.json(200, "{\"component\":\"complete\"}")
            .withHeader(REPORT, "outcome=good, agent_millis=4.2, model_millis=3.1, provider=vllm, tokens=12");

    @Autowired
    private MeterRegistry meters;

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of("good", GOOD),
                Arguments.of("malformed", Answer.of(200, "text/html", "<p>Hello</p>", Map.of())),
                Arguments.of("failed", Answer.problem(502, "{}").withHeader(REPORT, "outcome=failed")),
                Arguments.of("failed", Answer.problem(503, "{}")),
                Arguments.of("failed", Answer.disconnect()),
                Arguments.of("failed", cutInTheMiddle()),
                Arguments.of("refused", Answer.problem(429, "{}")),
                Arguments.of("refused", Answer.problem(503, "{}").withHeader(REPORT, "outcome=refused")),
                Arguments.of("late", Answer.problem(504, "{}")),
                Arguments.of("late", Answer.never()));
    }

    private static Answer cutInTheMiddle() {
        return (request, response) -> {
            response.header(REPORT, "outcome=good");
            response.header("Content-Length", "1000");
            response.start(200, "application/json");
            response.write("{\"component\":");
            response.disconnect();
        };
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("ends")
    void countsHowACallEnded(String outcome, Answer answer) {
        double before = answers(outcome);
        double all = answers();
        AGENT.answer(answer);

        try {
            post("/complete", TestObjects.QUESTION).expectBody().returnResult();
        } catch (RuntimeException brokeOff) {
            // a response that is cut shows as an error of the client
            assertThat(outcome).isEqualTo("failed");
        }

        eventually(() -> assertThat(answers(outcome)).isEqualTo(before + 1));
        assertThat(answers()).isEqualTo(all + 1);
        assertThat(window(outcome)).isPositive();
    }

    @Test
    void countsNoMistakesOfCallersAndNoCallsWithoutAValidKey() {
        double all = answers();
        AGENT.answer(Answer.problem(422, "{}"));

        post("/complete", TestObjects.QUESTION).expectStatus().isEqualTo(422);
        post("/complete", "x".repeat(70_000)).expectStatus().isEqualTo(413);
        get("/complete").expectStatus().isEqualTo(405);
        get("/capabilities").expectStatus().isEqualTo(422);
        client.post()
                .uri("/complete")
                .header("X-API-Key", TestObjects.WRONG_KEY)
                .header("X-Forwarded-For", "198.51.100.77")
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isForbidden();

        AGENT.answer(GOOD);
        post("/complete", TestObjects.QUESTION).expectStatus().isOk();
        eventually(() -> assertThat(answers()).isEqualTo(all + 1));
    }

    @Test
    void recordsItsOwnTimeAndTheStagesThatAgentServiceReports() {
        long gateway = recorded("gateway");
        long model = recorded("model");
        long parse = recorded("parse");
        long unreported = recorded("unreported");
        AGENT.answer(GOOD);

        post("/complete", TestObjects.QUESTION).expectStatus().isOk();

        eventually(() -> assertThat(recorded("gateway")).isEqualTo(gateway + 1));
        assertThat(recorded("model")).isEqualTo(model + 1);
        assertThat(recorded("parse")).isEqualTo(parse);
        assertThat(recorded("unreported")).isEqualTo(unreported);
    }

    @Test
    void recordsTheStagesOfACallThatAgentServiceEndsAtItsDeadline() {
        long model = recorded("model");
        long unreported = recorded("unreported");
        AGENT.answer((request, response) -> {
            Instant deadline = Instant.ofEpochMilli(Long.parseLong(String.valueOf(request.header("X-Deadline"))));
            Awaitility.await().until(() -> !Instant.now().isBefore(deadline));
            Answer.problem(504, "{}")
                    .withHeader(REPORT, "outcome=failed, agent_millis=2800.0, model_millis=2790.5")
                    .to(request, response);
        });

        post("/complete", TestObjects.QUESTION).expectStatus().isEqualTo(504);

        eventually(() -> assertThat(recorded("model")).isEqualTo(model + 1));
        assertThat(recorded("unreported")).isEqualTo(unreported);
    }

    @Test
    void recordsTheWaitOfACallWithoutAReport() {
        long unreported = recorded("unreported");
        AGENT.answer(Answer.problem(502, "{}"));

        post("/complete", TestObjects.QUESTION).expectStatus().isEqualTo(502);

        eventually(() -> assertThat(recorded("unreported")).isEqualTo(unreported + 1));
    }

    @Test
    void hasTheHistogramOfEachComponentAndStageFromTheStart() {
        assertThat(meters.find(StageTimeMetrics.STAGE).timers())
                .as("8 stages of internet_search, 7 of the 6 others")
                .hasSize(50);
    }

    @Test
    void keepsTheReportAndTheTimeOfTheServiceFromCallers() {
        AGENT.answer(GOOD.withHeader("X-Service-Time", "1"));

        post("/complete", TestObjects.QUESTION)
                .expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist(REPORT)
                .expectHeader()
                .doesNotExist("X-Service-Time");
    }

    private double answers(String outcome) {
        return meters.get(AnswerOutcomeMetrics.ANSWERS)
                .tags("component", "complete", "outcome", outcome)
                .counter()
                .count();
    }

    private double answers() {
        return Stream.of("good", "late", "failed", "malformed", "refused")
                .mapToDouble(this::answers)
                .sum();
    }

    private double window(String outcome) {
        return meters.get(AnswerOutcomeMetrics.WINDOW)
                .tag("outcome", outcome)
                .gauge()
                .value();
    }

    private long recorded(String stage) {
        return meters.get(StageTimeMetrics.STAGE)
                .tags("component", "complete", "stage", stage)
                .timer()
                .count();
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(assertion);
    }
}
