package io.minerstack.llmproxy.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.SingleProviderSetup;
import io.minerstack.llmproxy.TestRequests;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** A deadline that passes, or a caller that disconnects: what the caller gets, and what the model server sees. */
class DeadlineIT extends SingleProviderSetup {

    private static final Duration GAP = Duration.ofMillis(150);

    @Autowired
    private MeterRegistry meters;

    @Test
    void countsEachRequestOnceWithItsOutcome() {
        double answered = count("answered");
        double partial = count("partial");
        double deadline = count("deadline");
        double all = count();

        client.ask(false, "X-Partial-Answer", "accept");
        MODEL.always(FakeResponse.ok().withGap(GAP));
        client.ask(
                false, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(1_100)), "X-Partial-Answer", "accept");
        client.ask(false, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(1_100)));
        MODEL.always(FakeResponse.ok().firstTokenAfter(Duration.ofSeconds(5)));
        client.ask(false, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(700)), "X-Partial-Answer", "accept");

        assertThat(count("answered") - answered).isEqualTo(1);
        assertThat(count("partial") - partial).isEqualTo(1);
        assertThat(count("deadline") - deadline).isEqualTo(2);
        assertThat(count() - all).isEqualTo(4);
    }

    private double count(String... outcome) {
        var search = meters.find("miner.llm.answers");
        return (outcome.length == 0 ? search : search.tag("outcome", outcome[0]))
                .counters().stream().mapToDouble(Counter::count).sum();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void logsTheFailureOfTheUpstreamWithTheRequestId(CapturedOutput output) {
        MODEL.always(FakeResponse.error(401));

        client.ask(false, "X-Request-Id", "find-me");

        assertThat(output.getAll().lines())
                .anyMatch(line -> line.contains("find-me") && line.contains("misconfigured") && line.contains("vllm"));
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void answers504AtTheDeadlineAndCancelsTheUpstream(boolean stream) {
        MODEL.always(FakeResponse.ok().firstTokenAfter(Duration.ofSeconds(5)));

        ProxyReply reply = client.ask(stream, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(600)));

        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.provider()).as("asked when the deadline came").isEqualTo("vllm");
        assertThat(reply.took()).isLessThan(Duration.ofSeconds(4));
        await().atMost(Duration.ofSeconds(3)).until(() -> MODEL.cancelled() == 1 && MODEL.inFlight() == 0);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void sendsNothingWithoutTimeForAnAnswer(boolean stream) {
        ProxyReply reply = client.ask(stream, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(250)));

        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.errorCode()).isEqualTo("deadline_exceeded");
        assertThat(MODEL.attempts()).isZero();
    }

    @Test
    void sendsThePartialAnswerToACallerThatAcceptsIt() {
        MODEL.always(FakeResponse.ok().withGap(GAP));

        ProxyReply reply = client.ask(
                false, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(1_100)), "X-Partial-Answer", "accept");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(TestRequests.ANSWER).startsWith(reply.text());
        assertThat(reply.text()).startsWith("one two ");
        JsonNode body = reply.body();
        assertThat(body.path("partial").asBoolean()).isTrue();
        assertThat(body.at("/choices/0/finish_reason").asString()).isEqualTo("length");
        assertThat(body.at("/usage/estimated").asBoolean()).isTrue();
        await().atMost(Duration.ofSeconds(3)).until(() -> MODEL.cancelled() == 1);
    }

    @Test
    void sendsNoPartialAnswerToOtherCallers() {
        MODEL.always(FakeResponse.ok().withGap(GAP));

        ProxyReply reply = client.ask(false, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(1_100)));

        assertThat(reply.status()).isEqualTo(504);
        await().atMost(Duration.ofSeconds(3)).until(() -> MODEL.cancelled() == 1);
    }

    @Test
    void sendsTheLongestPartialAnswerWhereEveryAttemptIsInterrupted() {
        MODEL.next(
                FakeResponse.ok().withGap(Duration.ofMillis(10)).cutAfter(6),
                FakeResponse.ok().withGap(Duration.ofMillis(10)).cutAfter(2));

        ProxyReply reply = client.ask(false, "X-Partial-Answer", "accept");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("one two three four five six ");
        assertThat(reply.body().path("partial").asBoolean()).isTrue();
    }

    @Test
    void sendsTheWholeAnswerUnmarkedWhereThereIsTime() {
        ProxyReply reply = client.ask(false, "X-Partial-Answer", "accept");

        assertThat(reply.complete()).isTrue();
        assertThat(reply.body().has("partial")).isFalse();
    }

    @Test
    void answers504WhereThereIsNoText() {
        MODEL.always(FakeResponse.ok().firstTokenAfter(Duration.ofSeconds(5)));

        ProxyReply reply = client.ask(
                false, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(700)), "X-Partial-Answer", "accept");

        assertThat(reply.status()).isEqualTo(504);
    }

    @Test
    void endsAStreamAtTheDeadlineWithAnErrorEvent() {
        MODEL.always(FakeResponse.ok().withGap(GAP));

        ProxyReply reply = client.ask(true, "X-Deadline", TestRequests.deadlineIn(Duration.ofSeconds(1)));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).startsWith("one ");
        assertThat(reply.done()).isFalse();
        assertThat(reply.finishReason()).isEmpty();
        assertThat(reply.errorCode()).isEqualTo("deadline_exceeded");
        await().atMost(Duration.ofSeconds(3)).until(() -> MODEL.cancelled() == 1);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void cancelsTheUpstreamWhenTheCallerDisconnects(boolean stream) {
        MODEL.always(FakeResponse.ok().withGap(GAP));
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(stream ? TestRequests.STREAM : TestRequests.CHAT);
        await().atMost(Duration.ofSeconds(3)).until(() -> MODEL.inFlight() == 1);
        assertThat(answer).isNotCompleted();

        client.disconnect();

        await().atMost(Duration.ofSeconds(3)).until(() -> MODEL.cancelled() == 1 && MODEL.inFlight() == 0);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void cancelsASilentUpstreamWhenTheCallerDisconnects(boolean stream) {
        MODEL.always(FakeResponse.unanswered());
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(stream ? TestRequests.STREAM : TestRequests.CHAT);
        await().atMost(Duration.ofSeconds(3)).until(() -> MODEL.inFlight() == 1);
        assertThat(answer).isNotCompleted();

        client.disconnect();

        await().atMost(Duration.ofSeconds(3)).until(() -> MODEL.cancelled() == 1 && MODEL.inFlight() == 0);
    }
}
