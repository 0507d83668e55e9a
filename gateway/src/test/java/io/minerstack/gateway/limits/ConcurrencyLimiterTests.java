package io.minerstack.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.servicesupport.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ConcurrencyLimiterTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ConcurrencyLimiter limiter =
            new ConcurrencyLimiter(new LimitsProperties(DataSize.ofKilobytes(1), 1, DataSize.ofKilobytes(1)), meters);

    @Test
    void refusesARequestAboveTheLimitWithoutRunningIt() {
        Disposable running = limiter.limit(Mono.never()).subscribe();
        try {
            StepVerifier.create(limiter.limit(Mono.error(new AssertionError("this request runs"))))
                    .expectErrorSatisfies(
                            failure -> assertThat(failure).isInstanceOfSatisfying(ProblemException.class, problem -> {
                                assertThat(problem.type().status().value()).isEqualTo(503);
                                assertThat(problem.headers()).containsEntry("Retry-After", "1");
                            }))
                    .verify(Duration.ofSeconds(10));
            assertThat(inFlight()).isEqualTo(1);
        } finally {
            running.dispose();
        }
    }

    @Test
    void countsARequestUntilItCompletesFailsOrIsCancelled() {
        limiter.limit(Mono.fromRunnable(() -> assertThat(inFlight()).isEqualTo(1)))
                .block(Duration.ofSeconds(10));
        assertThat(inFlight()).as("after completion").isZero();

        StepVerifier.create(limiter.limit(Mono.error(new IllegalStateException("failed"))))
                .expectError(IllegalStateException.class)
                .verify(Duration.ofSeconds(10));
        assertThat(inFlight()).as("after failure").isZero();

        limiter.limit(Mono.never()).subscribe().dispose();
        assertThat(inFlight()).as("after cancellation").isZero();
    }

    private double inFlight() {
        return meters.get(ConcurrencyLimiter.IN_FLIGHT).gauge().value();
    }
}
