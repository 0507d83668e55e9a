package io.minerstack.llmproxy.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.SingleProviderSetup;
import io.minerstack.llmproxy.TestRequests;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the circuit breaker of the only server counts, and when it lets a request through. */
class CircuitBreakerIT extends SingleProviderSetup {

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void sendsNothingWhileTheCircuitIsOpen(boolean stream) {
        breakers.circuitBreaker("vllm").transitionToOpenState();

        ProxyReply reply = client.ask(stream);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isNotEmpty();
        assertThat(MODEL.attempts()).isZero();
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void countsASilentServerAsFailedAndDoesNotRetry(boolean stream) {
        MODEL.always(FakeResponse.unanswered());

        ProxyReply reply = client.ask(stream, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(1_500)));

        assertThat(reply.status()).isEqualTo(504);
        assertThat(MODEL.attempts()).isEqualTo(1);
        assertThat(countedFailures()).isEqualTo(1);
    }

    @Test
    void opensForAHungServerAlsoWhereTheDeadlinesAreShorterThanTheTimeOuts() {
        MODEL.always(FakeResponse.unanswered());

        for (int request = 0; request < 8; request++) {
            client.ask(false, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(600)));
        }

        assertThat(breakers.circuitBreaker("vllm").getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(MODEL.attempts()).isLessThan(8);
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void doesNotCountASlowFirstTokenOfTheOnlyServer(boolean stream) {
        MODEL.always(FakeResponse.ok().firstTokenAfter(Duration.ofSeconds(20)));

        for (int request = 0; request < 3; request++) {
            assertThat(client.ask(stream, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(1_500)))
                            .status())
                    .isEqualTo(504);
        }

        assertThat(MODEL.attempts()).isEqualTo(3);
        assertThat(countedFailures()).isZero();
    }

    @Test
    void doesNotCountAnOverloadedServer() {
        FakeResponse busy = FakeResponse.error(503).header("Retry-After", "1");
        MODEL.always(FakeResponse.ok()).next(busy, busy, busy);

        assertThat(client.ask(false).status()).isEqualTo(200);

        assertThat(MODEL.attempts()).isEqualTo(4);
        assertThat(countedFailures()).isZero();
    }

    @Test
    void doesNotCountWaitingInTheQueueOfTheOnlyServer() {
        MODEL.next(FakeResponse.unanswered()).always(FakeResponse.ok());
        CompletableFuture<HttpResponse<String>> waiting =
                client.sendAsync(TestRequests.CHAT, "X-Deadline", TestRequests.deadlineIn(Duration.ofMillis(2_500)));
        await().atMost(Duration.ofSeconds(2)).until(() -> MODEL.inFlight() == 1);

        assertThat(client.ask(false).status()).isEqualTo(200);

        assertThat(waiting.join().statusCode()).isEqualTo(504);
        assertThat(countedFailures()).isZero();
    }

    @Test
    void letsOneProbeThroughWhileHalfOpen() {
        CircuitBreaker breaker = halfOpen();
        MODEL.always(FakeResponse.ok().after(Duration.ofMillis(400)));

        CompletableFuture<HttpResponse<String>> first = client.sendAsync(TestRequests.CHAT);
        await().atMost(Duration.ofSeconds(2)).until(() -> MODEL.inFlight() == 1);
        ProxyReply second = client.ask(false);

        assertThat(second.status()).isEqualTo(503);
        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(MODEL.attempts()).isEqualTo(1);
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void closesWithTheFirstTokenOfTheProbe() {
        CircuitBreaker breaker = halfOpen();
        MODEL.always(FakeResponse.ok().withGap(Duration.ofMillis(300)));
        CompletableFuture<HttpResponse<String>> probe = client.sendAsync(TestRequests.CHAT);
        await().atMost(Duration.ofSeconds(2)).until(() -> breaker.getState() == CircuitBreaker.State.CLOSED);
        assertThat(MODEL.inFlight()).isEqualTo(1);

        MODEL.always(FakeResponse.ok());
        assertThat(client.ask(false).status()).isEqualTo(200);

        assertThat(probe).isNotCompleted();
        assertThat(probe.join().statusCode()).isEqualTo(200);
    }

    @Test
    void countsAProbeThatIsInterruptedAfterItsFirstToken() {
        CircuitBreaker breaker = halfOpen();
        MODEL.always(FakeResponse.ok().withGap(Duration.ofMillis(10)).cutAfter(4));

        assertThat(client.ask(true).errorCode()).isEqualTo("stream_interrupted");

        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
    }

    @Test
    void letsTheNextRequestProbeAfterTheCallerOfTheProbeDisconnects() {
        CircuitBreaker breaker = halfOpen();
        MODEL.always(FakeResponse.unanswered());
        CompletableFuture<HttpResponse<String>> first = client.sendAsync(TestRequests.CHAT);
        await().atMost(Duration.ofSeconds(2)).until(() -> MODEL.inFlight() == 1);
        assertThat(first).isNotCompleted();
        client.disconnect();
        await().atMost(Duration.ofSeconds(2)).until(() -> MODEL.cancelled() == 1);
        MODEL.always(FakeResponse.ok());

        try (ProxyClient next = new ProxyClient(port)) {
            assertThat(next.ask(false).status()).isEqualTo(200);
        }
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    private int countedFailures() {
        return breakers.circuitBreaker("vllm").getMetrics().getNumberOfFailedCalls();
    }

    private CircuitBreaker halfOpen() {
        CircuitBreaker breaker = breakers.circuitBreaker("vllm");
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        return breaker;
    }
}
