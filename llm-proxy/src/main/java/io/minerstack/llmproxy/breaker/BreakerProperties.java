package io.minerstack.llmproxy.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.convert.DurationUnit;

/**
 * When the circuit breaker of an upstream opens, and when an open breaker lets a probe through. A probe is one
 * ordinary request. The wait before the n-th probe in a row is {@code min(initialWait * 2^(n-1), maxWait)}: a short
 * fault costs little, and a long one few requests.
 *
 * @param failureThreshold opens when at least this many of the last 5 attempts failed. Before 5 attempts were made,
 *     opens when at least this many attempts were made and the share of failures is at least {@code failureThreshold /
 *     5}
 * @param initialWait from opening to the first probe
 * @param maxWait the longest wait between two probes, and so the longest time until a recovered upstream is used again
 */
public record BreakerProperties(
        @Min(1) @Max(5) int failureThreshold,

        @NotNull @DurationMin(millis = 10) @DurationUnit(ChronoUnit.SECONDS)
        Duration initialWait,

        @NotNull @DurationMin(millis = 10) @DurationUnit(ChronoUnit.SECONDS)
        Duration maxWait) {

    private static final int WINDOW = 5;

    /** The same in the terms of Resilience4j. */
    public CircuitBreakerConfig config() {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(failureThreshold)
                .failureRateThreshold(100f * failureThreshold / WINDOW)
                .permittedNumberOfCallsInHalfOpenState(1)
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .waitIntervalFunctionInOpenState(
                        IntervalFunction.ofExponentialBackoff(initialWait.toMillis(), 2, maxWait.toMillis()))
                .build();
    }
}
