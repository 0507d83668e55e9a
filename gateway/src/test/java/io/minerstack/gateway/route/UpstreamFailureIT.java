package io.minerstack.gateway.route;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.RawHttpClient;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class UpstreamFailureIT extends SharedGateway {

    @Autowired
    private MeterRegistry meters;

    @Test
    void cancelsTheRelayedRequestWhenTheCallerGoesAway() throws Exception {
        AGENT.answer(Answer.never());
        try (RawHttpClient caller = new RawHttpClient(port)) {
            caller.send(head("POST /complete") + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
            AGENT.take();
        }

        AGENT.awaitDisconnect();
    }

    @Test
    void doesNotLogACallerThatLeavesDuringTheResponseAsAFailure(CapturedOutput output) throws Exception {
        AGENT.answer((request, response) -> {
            response.start(200, "application/json");
            while (true) {
                response.write("x".repeat(10_000));
                Thread.sleep(5);
            }
        });
        try (RawHttpClient caller = new RawHttpClient(port)) {
            caller.send(head("GET /capabilities") + "\r\n");
            caller.readAvailable();
        }

        AGENT.awaitDisconnect();
        assertThat(output.getAll()).doesNotContain("\"level\":\"ERROR\"", "\"level\":\"WARN\"");
    }

    @Test
    void stopsAtTheDeadlineAndCancelsTheRelayedRequest() throws Exception {
        AGENT.answer(Answer.never());

        assertThatProblem(post("/complete", TestObjects.QUESTION), 504, "deadline_exceeded");

        AGENT.awaitDisconnect();
    }

    @Test
    void countsACallerThatLeavesDuringTheRequestAsNoRejectionAndNoFailure() throws Exception {
        double before = rejections();
        double failures = failures();
        for (int caller = 0; caller < 3; caller++) {
            long had = AGENT.receivedBodyBytes();
            try (RawHttpClient leaving = new RawHttpClient(port)) {
                leaving.send(head("POST /complete") + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
                Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> AGENT.receivedBodyBytes() > had);
            }
            AGENT.awaitDisconnect();
        }

        Awaitility.await()
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(10))
                .until(() -> rejections() == before && failures() == failures);
    }

    @Test
    void answersWithRetryAfterWhenTheConnectionBreaks() {
        AGENT.answer(Answer.disconnect());
        double before = rejections();
        double failures = failures();

        var reply = post("/complete", TestObjects.QUESTION);
        reply.expectHeader().exists("Retry-After");
        assertThatProblem(reply, 503, "unavailable");
        assertThat(AGENT.startedCount()).as("attempts").isEqualTo(1);
        assertThat(rejections()).as("rejections").isEqualTo(before);
        assertThat(failures()).isEqualTo(failures + 1);
    }

    private double rejections() {
        return sum("miner.gateway.rejections");
    }

    private double failures() {
        return sum(UpstreamFailureFilter.FAILURES);
    }

    /** The sum of a counter over all reasons. */
    private double sum(String name) {
        return meters.get(name).counters().stream().mapToDouble(Counter::count).sum();
    }
}
