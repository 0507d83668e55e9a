package io.minerstack.agent.aggregate;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the aggregate component.
 *
 * @param wordingTimeout longest time for the model to word the result, at most 5 s; then code words the result
 */
@Validated
@ConfigurationProperties("agent.aggregate")
record AggregateProperties(@NotNull @DurationMin(millis = 0) Duration wordingTimeout) {

    /** The contract's limit of optional work. */
    private static final Duration LONGEST_OPTIONAL_WORK = Duration.ofSeconds(5);

    AggregateProperties {
        if (wordingTimeout != null && wordingTimeout.compareTo(LONGEST_OPTIONAL_WORK) > 0) {
            wordingTimeout = LONGEST_OPTIONAL_WORK;
        }
    }
}
