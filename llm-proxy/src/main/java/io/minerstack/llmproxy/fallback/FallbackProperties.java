package io.minerstack.llmproxy.fallback;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

/**
 * How an answer is looked for. A plain number means seconds.
 *
 * @param minimumBudget nothing is started with less time than this left
 * @param reserve kept before the deadline, to get the answer or the error out
 * @param queueWait the most that a request waits for its turn at a provider
 * @param patientWait the longest {@code Retry-After} that is waited out although another provider could answer
 * @param outageWait how long a request waits, inside its deadline, while no server can be reached at all; zero refuses at once
 */
@Validated
@ConfigurationProperties("llm.route")
record FallbackProperties(
        @NotNull @DurationUnit(ChronoUnit.SECONDS) Duration minimumBudget,

        @NotNull @DurationMin(millis = 20) @DurationUnit(ChronoUnit.SECONDS)
        Duration reserve,

        @NotNull @DurationMin(millis = 1) @DurationUnit(ChronoUnit.SECONDS)
        Duration queueWait,

        @NotNull @DurationUnit(ChronoUnit.SECONDS) Duration patientWait,

        @NotNull @DefaultValue("0s") @DurationUnit(ChronoUnit.SECONDS)
        Duration outageWait) {}
