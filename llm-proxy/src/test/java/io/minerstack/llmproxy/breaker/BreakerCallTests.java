package io.minerstack.llmproxy.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BreakerCallTests {

    private final CircuitBreaker circuit = CircuitBreaker.of(
            "test", new BreakerProperties(3, Duration.ofSeconds(30), Duration.ofSeconds(30)).config());
    private final UpstreamBreaker breaker = new UpstreamBreaker("test", circuit);

    @Test
    void tellsEachTimeThatRequestsAreLetThroughAgain() {
        AtomicInteger told = new AtomicInteger();
        breaker.onAvailable(told::incrementAndGet);

        circuit.transitionToOpenState();
        assertThat(told).hasValue(0);
        breaker.allowProbe();
        assertThat(told).hasValue(1);
        circuit.transitionToClosedState();

        assertThat(told).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "RATE_LIMITED", "OVERLOADED", "QUEUE_FULL", "CIRCUIT_OPEN"})
    void doesNotCountFailuresOfAHealthyUpstream(FailureKind kind) {
        fail(kind, true, false);

        assertThat(countedFailures()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_ERROR", "UNREACHABLE", "MISCONFIGURED"})
    void countsAllOtherFailures(FailureKind kind) {
        fail(kind, false, true);

        assertThat(countedFailures()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "HEADERS_TIMEOUT, true, true, 1",
        "HEADERS_TIMEOUT, true, false, 1",
        "HEADERS_TIMEOUT, false, true, 0",
        "HEADERS_TIMEOUT, false, false, 1",
        "FIRST_TOKEN_TIMEOUT, true, true, 1",
        "FIRST_TOKEN_TIMEOUT, true, false, 1",
        "FIRST_TOKEN_TIMEOUT, false, true, 0",
        "FIRST_TOKEN_TIMEOUT, false, false, 0",
        "STREAM_INTERRUPTED, true, true, 1",
        "STREAM_INTERRUPTED, false, true, 0",
        "INTER_TOKEN_TIMEOUT, true, true, 1",
        "INTER_TOKEN_TIMEOUT, false, true, 0",
        "INVALID_RESPONSE, true, true, 1",
        "INVALID_RESPONSE, false, true, 0"
    })
    void countsAnUpstreamThatWorksBadlyOnlyWhereAnotherProviderCouldAnswer(
            FailureKind kind, boolean alternative, boolean active, int counted) {
        fail(kind, alternative, active);

        assertThat(countedFailures()).isEqualTo(counted);
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 1"})
    void countsACancellationOnlyWhereTheUpstreamIsSilent(boolean active, int counted) {
        begin(false).cancelled(active);

        assertThat(countedFailures()).isEqualTo(counted);
    }

    @Test
    void opensAfterThreeFailuresAndThenLetsNothingThrough() {
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(breaker.isOpen()).isFalse();
            fail(FailureKind.SERVER_ERROR, true, false);
        }

        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.begin(true)).isNull();
    }

    @Test
    void closesWithTheFirstTokenOfTheProbe() {
        BreakerCall probe = probe();
        assertThat(breaker.begin(true)).as("beside the probe").isNull();

        probe.token();

        assertThat(breaker.isHalfOpen()).isFalse();
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void opensAgainAfterAFailedProbe() {
        probe().failed(new UpstreamException(FailureKind.UNREACHABLE, "test"), false);

        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void letsTheNextRequestProbeAfterACancellation() {
        probe().ignored();

        assertThat(breaker.begin(true)).isNotNull();
    }

    private BreakerCall probe() {
        circuit.transitionToOpenState();
        breaker.allowProbe();
        return begin(true);
    }

    private BreakerCall begin(boolean alternative) {
        return Objects.requireNonNull(breaker.begin(alternative));
    }

    private void fail(FailureKind kind, boolean alternative, boolean active) {
        begin(alternative).failed(new UpstreamException(kind, "test"), active);
    }

    private int countedFailures() {
        return circuit.getMetrics().getNumberOfFailedCalls();
    }
}
