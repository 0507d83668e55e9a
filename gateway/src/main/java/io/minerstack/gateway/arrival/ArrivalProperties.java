package io.minerstack.gateway.arrival;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

/**
 * How requests are received.
 *
 * @param deadlineMargin kept back from {@code REQUEST_TIMEOUT} for the way to and from the caller; a plain number means seconds
 */
@Validated
@ConfigurationProperties("gateway.arrival")
record ArrivalProperties(
        @NotNull @DefaultValue("2s") @DurationUnit(ChronoUnit.SECONDS)
        Duration deadlineMargin) {

    ArrivalProperties {
        if (deadlineMargin.isNegative()) {
            throw new InvalidConfigurationException("DEADLINE_MARGIN: must not be negative");
        }
    }
}
