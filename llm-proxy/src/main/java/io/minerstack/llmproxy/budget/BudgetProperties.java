package io.minerstack.llmproxy.budget;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

/**
 * Budgets of keys.
 *
 * @param sweepInterval time between two looks for reservations whose attempts are lost; a plain number means seconds
 * @param auditFile file that gets a line of JSON when a budget refuses a key; empty: the log has that line, under the
 *     logger {@code io.minerstack.audit}
 */
@Validated
@ConfigurationProperties("llm.budget")
record BudgetProperties(
        @NotNull @DurationMin(millis = 10) @DurationUnit(ChronoUnit.SECONDS)
        Duration sweepInterval,

        @NotNull String auditFile) {}
