package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.minerstack.bench.fake.Behaviour;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.SingleProviderSetup;
import io.minerstack.llmproxy.TestRequests;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The faults of a provider that nobody stands behind: the caller gets the answer late, or a clean error. */
class SingleProviderIT extends SingleProviderSetup {

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void waitsOutRetryAfter(boolean stream) {
        MODEL.next(Behaviour.failing(429).header("Retry-After", "1"));

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.complete()).isTrue();
        assertThat(MODEL.attempts()).isEqualTo(2);
        assertThat(reply.took()).isGreaterThan(Duration.ofSeconds(1));
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void doesNotWaitPastTheDeadlineForRetryAfter(boolean stream) {
        MODEL.next(Behaviour.failing(429).header("Retry-After", "3"));

        ProxyReply reply = caller.ask(stream, "X-Deadline", TestRequests.deadlineIn(Duration.ofSeconds(2)));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("3");
        assertThat(reply.took()).isLessThan(Duration.ofSeconds(1));
        assertThat(MODEL.attempts()).isEqualTo(1);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void givesUpOnEndless429(boolean stream) {
        MODEL.always(Behaviour.failing(429));

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isNotEmpty();
        assertThat(MODEL.attempts()).isEqualTo(4);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void tellsACleanErrorAfterEndless503(boolean stream) {
        MODEL.always(Behaviour.saying(503, "text/html", "<h1>secret upstream page</h1>"));

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.errorCode()).isEqualTo("unavailable");
        assertThat(reply.header("Retry-After")).isNotEmpty();
        assertThat(reply.response().body()).doesNotContain("secret");
        assertThat(MODEL.attempts()).isEqualTo(2);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void doesNotRepeatASilentAttempt(boolean stream) {
        MODEL.always(Behaviour.mute());

        ProxyReply reply = caller.ask(stream, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(1_500)));

        assertThat(reply.status()).isEqualTo(504);
        assertThat(MODEL.attempts()).isEqualTo(1);
        assertThat(failuresAtTheBreaker()).isEqualTo(1);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void waitsPastItsOwnClocksForAFirstTokenThatNobodyElseCanGive(boolean stream) {
        MODEL.next(
                Behaviour.good().firstTokenAfter(Duration.ofMillis(1_400)),
                Behaviour.good().after(Duration.ofMillis(1_400)));

        assertThat(caller.ask(stream).complete()).isTrue();
        assertThat(caller.ask(stream).complete()).isTrue();
        assertThat(MODEL.attempts()).isEqualTo(2);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void doesNotHoldSlownessAgainstTheOnlyServer(boolean stream) {
        MODEL.always(Behaviour.good().firstTokenAfter(Duration.ofSeconds(20)));

        for (int request = 0; request < 3; request++) {
            assertThat(caller.ask(stream, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(1_500)))
                            .status())
                    .isEqualTo(504);
        }

        assertThat(MODEL.attempts()).isEqualTo(3);
        assertThat(failuresAtTheBreaker()).isZero();
    }

    private int failuresAtTheBreaker() {
        return breakers.circuitBreaker("vllm").getMetrics().getNumberOfFailedCalls();
    }

    @Test
    void restartsABrokenAnswerUnseen() {
        MODEL.next(Behaviour.good().withGap(Duration.ofMillis(5)).cutAfter(4));

        ProxyReply reply = caller.ask(false);

        assertThat(reply.complete()).isTrue();
        assertThat(reply.text()).isEqualTo(TestRequests.ANSWER);
        assertThat(MODEL.attempts()).isEqualTo(2);
    }

    @Test
    void admitsThatAnAnswerAlwaysBreaks() {
        MODEL.always(Behaviour.good().withGap(Duration.ofMillis(5)).cutAfter(4));

        ProxyReply reply = caller.ask(false);

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.errorCode()).isEqualTo("bad_model_answer");
        assertThat(MODEL.attempts()).isEqualTo(2);
    }

    @Test
    void takesNoAnswerWithoutAFinishReason() {
        MODEL.always(Behaviour.good().ending(Behaviour.End.WITHOUT_FINISH_REASON));

        assertThat(caller.ask(false).status()).isEqualTo(502);
    }

    @Test
    void endsAStreamWithoutAFinishReasonInAnError() {
        MODEL.always(Behaviour.good().ending(Behaviour.End.WITHOUT_FINISH_REASON));

        ProxyReply reply = caller.ask(true);

        assertThat(reply.done()).isFalse();
        assertThat(reply.errorCode()).isEqualTo("stream_interrupted");
        assertThat(reply.finishReason()).isEmpty();
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void refusesABodyThatIsNoStream(boolean stream) {
        MODEL.always(Behaviour.saying(200, "text/html", "<h1>Welcome to nginx</h1>"));

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.response().body()).doesNotContain("nginx");
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void refusesAnAnswerThatIsTooLong(boolean stream) {
        MODEL.always(Behaviour.good().withGap(Duration.ofMillis(1)));
        MODEL.answering("word".repeat(200) + " ".repeat(1) + ("x".repeat(5_000) + " ").repeat(40));

        ProxyReply reply = caller.ask(stream);

        if (stream) {
            assertThat(reply.errorCode()).isEqualTo("stream_interrupted");
        } else {
            assertThat(reply.status()).isEqualTo(502);
        }
    }

    @Test
    void refusesAnErrorInTheMiddleOfAStream() {
        MODEL.always(Behaviour.streaming(List.of("{\"error\":{\"message\":\"engine died: secret\",\"code\":500}}")));

        ProxyReply reply = caller.ask(true);

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.response().body()).doesNotContain("secret");
    }

    @Test
    void doesNotShowThatItsOwnKeyIsWrong() {
        MODEL.always(Behaviour.saying(401, "application/json", "{\"error\":{\"message\":\"bad key vllm-test-key\"}}"));

        ProxyReply reply = caller.ask(false);

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.response().body()).doesNotContain("vllm-test-key");
        assertThat(MODEL.attempts()).isEqualTo(1);
    }

    @Test
    void readsVllmsWordsForAContextThatIsTooShort() {
        MODEL.always(Behaviour.saying(400, "application/json", """
                {"error":{"message":"This model's maximum context length is 8192 tokens.","type":"BadRequestError","param":null,"code":400}}"""));

        ProxyReply reply = caller.ask(false);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("context_length_exceeded");
        assertThat(reply.error().path("message").asString()).contains("8192");
        assertThat(MODEL.attempts()).isEqualTo(1);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void asksNobodyWhileTheBreakerIsOpen(boolean stream) {
        breakers.circuitBreaker("vllm").transitionToOpenState();

        ProxyReply reply = caller.ask(stream);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isNotEmpty();
        assertThat(MODEL.attempts()).isZero();
    }

    @Test
    void takesABusyServerForNoDeadOne() {
        Behaviour busy = Behaviour.failing(503).header("Retry-After", "1");
        MODEL.always(Behaviour.good()).next(busy, busy, busy);

        assertThat(caller.ask(false).status()).isEqualTo(200);

        assertThat(MODEL.attempts()).isEqualTo(4);
        assertThat(failuresAtTheBreaker()).isZero();
    }

    @Test
    void doesNotHoldAQueueAgainstTheOnlyServer() {
        MODEL.next(Behaviour.mute()).always(Behaviour.good());
        var waiting = caller.begin(TestRequests.CHAT, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(2_500)));
        await().atMost(Duration.ofSeconds(2)).until(() -> MODEL.inFlight() == 1);

        assertThat(caller.ask(false).status()).isEqualTo(200);

        assertThat(waiting.join().statusCode()).isEqualTo(504);
        assertThat(failuresAtTheBreaker()).isZero();
    }

    @Test
    void letsOneProbeThroughAHalfOpenBreaker() {
        CircuitBreaker breaker = halfOpen();
        MODEL.always(Behaviour.good().after(Duration.ofMillis(400)));

        var first = caller.begin(TestRequests.CHAT);
        await().atMost(Duration.ofSeconds(2)).until(() -> MODEL.inFlight() == 1);
        ProxyReply second = caller.ask(false);

        assertThat(second.status()).isEqualTo(503);
        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(MODEL.attempts()).isEqualTo(1);
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void letsEverybodyBackInWithTheFirstTokenOfAProbe() {
        CircuitBreaker breaker = halfOpen();
        MODEL.always(Behaviour.good().withGap(Duration.ofMillis(300)));
        var probe = caller.begin(TestRequests.CHAT);
        await().atMost(Duration.ofSeconds(2)).until(() -> breaker.getState() == CircuitBreaker.State.CLOSED);
        assertThat(MODEL.inFlight()).isEqualTo(1);

        MODEL.always(Behaviour.good());
        assertThat(caller.ask(false).status()).isEqualTo(200);

        assertThat(probe).isNotCompleted();
        assertThat(probe.join().statusCode()).isEqualTo(200);
    }

    @Test
    void countsAProbeThatBreaksAfterItsFirstToken() {
        CircuitBreaker breaker = halfOpen();
        MODEL.always(Behaviour.good().withGap(Duration.ofMillis(10)).cutAfter(4));

        assertThat(caller.ask(true).errorCode()).isEqualTo("stream_interrupted");

        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
    }

    @Test
    void letsTheNextRequestProbeWhenTheCallerOfTheFirstLeft() {
        CircuitBreaker breaker = halfOpen();
        MODEL.always(Behaviour.mute());
        var first = caller.begin(TestRequests.CHAT);
        await().atMost(Duration.ofSeconds(2)).until(() -> MODEL.inFlight() == 1);
        assertThat(first).isNotCompleted();
        caller.hangUp();
        await().atMost(Duration.ofSeconds(2)).until(() -> MODEL.cancelled() == 1);
        MODEL.always(Behaviour.good());

        try (ProxyClient next = new ProxyClient(port)) {
            assertThat(next.ask(false).status()).isEqualTo(200);
        }
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    private CircuitBreaker halfOpen() {
        CircuitBreaker breaker = breakers.circuitBreaker("vllm");
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        return breaker;
    }

    @Test
    void queuesAFewRequestsAndRefusesTheRestAtOnce() {
        // long enough for all of them to arrive while the first are under way
        MODEL.always(Behaviour.good().withGap(Duration.ofMillis(250)));

        var all = java.util.stream.Stream.generate(() -> caller.begin(TestRequests.CHAT))
                .limit(8)
                .toList();
        var statuses = all.stream().map(answer -> answer.join().statusCode()).toList();

        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(5);
        assertThat(statuses.stream().filter(status -> status == 503)).hasSize(3);
        assertThat(MODEL.attempts()).isEqualTo(5);
        assertThat(all.stream()
                        .map(answer -> answer.join())
                        .filter(answer -> answer.statusCode() == 503)
                        .map(answer -> answer.headers().firstValue("Retry-After")))
                .allMatch(java.util.Optional::isPresent);
    }
}
