package io.minerstack.llmproxy.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.Behaviour;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.SingleProviderSetup;
import io.minerstack.llmproxy.TestRequests;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Time is up, or the caller is gone: what is answered, and what the model server sees of it. */
class DeadlineIT extends SingleProviderSetup {

    private static final Duration GAP = Duration.ofMillis(150);

    @Autowired
    MeterRegistry meters;

    @Test
    void countsEachRequestOnceHoweverItEnds() {
        double answered = count("answered");
        double partial = count("partial");
        double deadline = count("deadline");
        double all = count();

        caller.ask(false, "X-Partial-Answer", "accept");
        MODEL.always(Behaviour.good().withGap(GAP));
        caller.ask(false, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(1_100)), "X-Partial-Answer", "accept");
        caller.ask(false, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(1_100)));
        MODEL.always(Behaviour.good().firstTokenAfter(Duration.ofSeconds(5)));
        caller.ask(false, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(700)), "X-Partial-Answer", "accept");

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
    void tellsTheOperatorWhatWentWrongAtTheModelServer(CapturedOutput output) {
        MODEL.always(Behaviour.failing(401));

        caller.ask(false, "X-Request-Id", "find-me");

        assertThat(output.getAll().lines())
                .anyMatch(line -> line.contains("find-me") && line.contains("misconfigured") && line.contains("vllm"));
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void answers504BeforeTheDeadlineAndLeavesTheModel(boolean stream) {
        MODEL.always(Behaviour.good().firstTokenAfter(Duration.ofSeconds(5)));

        ProxyReply reply = caller.ask(stream, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(600)));

        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.took()).isLessThan(Duration.ofMillis(1_500));
        await().atMost(Duration.ofSeconds(3)).until(() -> MODEL.cancelled() == 1 && MODEL.inFlight() == 0);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void startsNothingThatCannotFinish(boolean stream) {
        ProxyReply reply = caller.ask(stream, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(250)));

        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.errorCode()).isEqualTo("deadline_exceeded");
        assertThat(MODEL.attempts()).isZero();
    }

    @Test
    void givesTheTextSoFarToACallerThatAcceptsIt() {
        MODEL.always(Behaviour.good().withGap(GAP));

        ProxyReply reply = caller.ask(
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
    void givesNoPartToACallerThatDidNotAsk() {
        MODEL.always(Behaviour.good().withGap(GAP));

        ProxyReply reply = caller.ask(false, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(1_100)));

        assertThat(reply.status()).isEqualTo(504);
        await().atMost(Duration.ofSeconds(3)).until(() -> MODEL.cancelled() == 1);
    }

    @Test
    void givesTheLongestPartWhenEveryAttemptBreaks() {
        MODEL.next(
                Behaviour.good().withGap(Duration.ofMillis(10)).cutAfter(6),
                Behaviour.good().withGap(Duration.ofMillis(10)).cutAfter(2));

        ProxyReply reply = caller.ask(false, "X-Partial-Answer", "accept");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("one two three four five six ");
        assertThat(reply.body().path("partial").asBoolean()).isTrue();
    }

    @Test
    void givesTheWholeAnswerUnmarkedWhenThereIsTime() {
        ProxyReply reply = caller.ask(false, "X-Partial-Answer", "accept");

        assertThat(reply.complete()).isTrue();
        assertThat(reply.body().has("partial")).isFalse();
    }

    @Test
    void answers504WhereThereIsNoTextToGive() {
        MODEL.always(Behaviour.good().firstTokenAfter(Duration.ofSeconds(5)));

        ProxyReply reply = caller.ask(
                false, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(700)), "X-Partial-Answer", "accept");

        assertThat(reply.status()).isEqualTo(504);
    }

    @Test
    void endsAStreamInTimeWithAnErrorEvent() {
        MODEL.always(Behaviour.good().withGap(GAP));

        ProxyReply reply = caller.ask(true, "X-Deadline", TestRequests.deadlineIn(Duration.ofSeconds(1)));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).startsWith("one ");
        assertThat(reply.done()).isFalse();
        assertThat(reply.finishReason()).isEmpty();
        assertThat(reply.errorCode()).isEqualTo("deadline_exceeded");
        await().atMost(Duration.ofSeconds(3)).until(() -> MODEL.cancelled() == 1);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void leavesTheModelWhenTheCallerLeaves(boolean stream) {
        MODEL.always(Behaviour.good().withGap(GAP));
        var answer = caller.begin(stream ? TestRequests.STREAM : TestRequests.CHAT);
        await().atMost(Duration.ofSeconds(3)).until(() -> MODEL.inFlight() == 1);
        assertThat(answer).isNotCompleted();

        caller.hangUp();

        await().atMost(Duration.ofSeconds(3)).until(() -> MODEL.cancelled() == 1 && MODEL.inFlight() == 0);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void leavesASilentModelWhenTheCallerLeaves(boolean stream) {
        MODEL.always(Behaviour.mute());
        var answer = caller.begin(stream ? TestRequests.STREAM : TestRequests.CHAT);
        await().atMost(Duration.ofSeconds(3)).until(() -> MODEL.inFlight() == 1);
        assertThat(answer).isNotCompleted();

        caller.hangUp();

        await().atMost(Duration.ofMillis(600)).until(() -> MODEL.cancelled() == 1 && MODEL.inFlight() == 0);
    }
}
