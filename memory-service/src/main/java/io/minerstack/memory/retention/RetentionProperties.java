package io.minerstack.memory.retention;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How the sweeper works. What it has not deleted yet is not shown either, so none of this changes what callers see.
 *
 * @param sweeper whether this process sweeps
 * @param sweepInterval pause between two sweeps
 * @param batchSize rows of one transaction
 */
@Validated
@ConfigurationProperties("memory.retention")
record RetentionProperties(
        boolean sweeper,
        @NotNull @DurationMin(millis = 1) Duration sweepInterval,
        @Min(1) @Max(10_000) int batchSize) {}
