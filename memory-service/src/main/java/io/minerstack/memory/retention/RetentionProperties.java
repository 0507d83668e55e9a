package io.minerstack.memory.retention;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the background deletion of expired data. Reads hide expired data by themselves, so these settings affect
 * only disk space.
 *
 * @param sweeper whether this process runs sweeps
 * @param sweepInterval pause between two sweeps
 * @param batchSize maximum number of rows that one transaction deletes
 */
@Validated
@ConfigurationProperties("memory.retention")
record RetentionProperties(
        boolean sweeper,
        @NotNull @DurationMin(millis = 1) Duration sweepInterval,
        @Min(1) @Max(10_000) int batchSize) {}
