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
 * When a server is left alone. It is tried again with one request at a time: soon at first, so that a short fault costs
 * little, then less and less often while it goes on failing.
 *
 * @param failures that open the breaker: as soon as so many attempts were made, when the share of failures among the last
 *     five (or fewer, at first) is this many fifths or more
 * @param firstWait until the first probe
 * @param longestWait between probes; how late a server that has recovered is noticed
 */
record BreakerProperties(
        @Min(1) @Max(5) int failures,

        @NotNull @DurationMin(millis = 10) @DurationUnit(ChronoUnit.SECONDS)
        Duration firstWait,

        @NotNull @DurationMin(millis = 10) @DurationUnit(ChronoUnit.SECONDS)
        Duration longestWait) {

    private static final int WINDOW = 5;

    CircuitBreakerConfig config() {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(failures)
                .failureRateThreshold(100f * failures / WINDOW)
                .permittedNumberOfCallsInHalfOpenState(1)
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .waitIntervalFunctionInOpenState(
                        IntervalFunction.ofExponentialBackoff(firstWait.toMillis(), 2, longestWait.toMillis()))
                .build();
    }
}
