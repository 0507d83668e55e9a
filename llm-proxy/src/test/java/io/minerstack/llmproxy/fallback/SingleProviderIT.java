package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.SingleProviderSetup;
import io.minerstack.llmproxy.TestRequests;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Faults of a provider without a fallback: the caller gets the answer late, or an error. */
class SingleProviderIT extends SingleProviderSetup {

    @Autowired
    private MeterRegistry meters;

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void waitsForRetryAfter(boolean stream) {
        MODEL.next(FakeResponse.error(429).header("Retry-After", "1"));

        ProxyReply reply = client.ask(stream);

        assertThat(reply.complete()).isTrue();
        assertThat(MODEL.attempts()).isEqualTo(2);
        assertThat(reply.took()).isGreaterThan(Duration.ofSeconds(1));
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void doesNotWaitForARetryAfterPastTheDeadline(boolean stream) {
        MODEL.next(FakeResponse.error(429).header("Retry-After", "3"));

        ProxyReply reply = client.ask(stream, "X-Deadline", TestRequests.deadlineIn(Duration.ofSeconds(2)));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("3");
        assertThat(reply.took()).isLessThan(Duration.ofSeconds(1));
        assertThat(MODEL.attempts()).isEqualTo(1);
    }

    @Test
    void sendsTheNextRequestAtOnceWhereTheServerRefusedOneForItsDeadline() {
        MODEL.next(FakeResponse.error(503, "deadline_too_short").header("Retry-After", "7"));

        assertThat(client.ask(false).status()).isEqualTo(503);
        assertThat(client.ask(false).status()).isEqualTo(200);

        assertThat(MODEL.attempts()).isEqualTo(2);
        assertThat(providers.all().getFirst().retryAfter()).isZero();
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void givesUpAfterFourTimes429(boolean stream) {
        MODEL.always(FakeResponse.error(429));

        ProxyReply reply = client.ask(stream);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isNotEmpty();
        assertThat(MODEL.attempts()).isEqualTo(4);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void waitsLongerThanTheTimeOutsForTheOnlyServer(boolean stream) {
        MODEL.next(
                FakeResponse.ok().firstTokenAfter(Duration.ofMillis(1_400)),
                FakeResponse.ok().after(Duration.ofMillis(1_400)));

        assertThat(client.ask(stream).complete()).isTrue();
        assertThat(client.ask(stream).complete()).isTrue();
        assertThat(MODEL.attempts()).isEqualTo(2);
    }

    @Test
    void waitsForTheNextTokenOfTheOnlyServer() {
        MODEL.next(FakeResponse.ok().withGap(Duration.ofMillis(700)));

        assertThat(client.ask(false).complete()).isTrue();
        assertThat(MODEL.attempts()).isEqualTo(1);
    }

    @Test
    void retriesAnInterruptedAnswer() {
        MODEL.next(FakeResponse.ok().withGap(Duration.ofMillis(5)).cutAfter(4));

        ProxyReply reply = client.ask(false);

        assertThat(reply.complete()).isTrue();
        assertThat(reply.text()).isEqualTo(TestRequests.ANSWER);
        assertThat(MODEL.attempts()).isEqualTo(2);
    }

    @Test
    void answers502WhereTheAnswerIsInterruptedAgain() {
        MODEL.always(FakeResponse.ok().withGap(Duration.ofMillis(5)).cutAfter(4));

        ProxyReply reply = client.ask(false);

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.errorCode()).isEqualTo("bad_model_answer");
        assertThat(MODEL.attempts()).isEqualTo(2);
    }

    @Test
    void answers503WithTheRetryAfterOfAnOverloadedServerAndCountsTheAttempt() {
        double before = overloadedAttempts();
        MODEL.next(FakeResponse.error(503).header("Retry-After", "3"));

        ProxyReply reply = client.ask(false, "X-Deadline", TestRequests.deadlineIn(Duration.ofSeconds(2)));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("3");
        assertThat(MODEL.attempts()).isEqualTo(1);
        assertThat(overloadedAttempts()).isEqualTo(before + 1);
    }

    private double overloadedAttempts() {
        return meters.find("miner.llm.attempts").tag("outcome", "overloaded").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
