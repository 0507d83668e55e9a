package io.minerstack.memory.retention;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the background deletion of expired data. Reads hide expired data by themselves, so these settings affect
 * only disk space.
 *
 * @param sweeper whether this process runs sweeps
 * @param sweepInterval pause between two sweeps
 * @param playbookLog maximum age of the playbook's log and of deleted entries; a number without unit means days
 * @param batchSize maximum number of rows that one transaction deletes
 */
@Validated
@ConfigurationProperties("memory.retention")
record RetentionProperties(
        boolean sweeper,
        @NotNull @DurationMin(millis = 1) Duration sweepInterval,

        @NotNull @DurationUnit(ChronoUnit.DAYS) @DurationMin(minutes = 1)
        Duration playbookLog,

        @Min(1) @Max(10_000) int batchSize) {

    /** Log rows before this time are deleted by the next sweep. */
    Instant logCutoff(Instant now) {
        return now.minus(playbookLog).truncatedTo(ChronoUnit.MICROS);
    }
}
