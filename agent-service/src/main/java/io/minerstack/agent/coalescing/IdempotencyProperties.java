package io.minerstack.agent.coalescing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How many finished answers are kept in memory for requests that repeat an {@code Idempotency-Key}. Each instance of
 * the service keeps its own answers.
 *
 * @param retention how long a finished answer is replayed
 * @param maxSize memory of all kept answers together; the ones that are used least go first
 * @param maxAnswers number of kept answers
 */
@Validated
@ConfigurationProperties("agent.idempotency")
record IdempotencyProperties(
        @NotNull @DurationMin(millis = 1) Duration retention,
        @NotNull DataSize maxSize,
        @Min(1) @Max(10_000_000) int maxAnswers) {

    IdempotencyProperties {
        if (maxSize != null && maxSize.toBytes() < maxAnswers) {
            throw new IllegalArgumentException("max-size: expected at least one byte for each of max-answers");
        }
    }
}
