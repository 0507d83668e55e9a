package io.minerstack.agent.aggregate;

import io.minerstack.agent.answer.OptionalWork;
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

    AggregateProperties {
        if (wordingTimeout != null && wordingTimeout.compareTo(OptionalWork.LONGEST) > 0) {
            wordingTimeout = OptionalWork.LONGEST;
        }
    }
}
