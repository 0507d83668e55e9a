package io.minerstack.gateway.context;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The deadline of a request: arrival + {@code REQUEST_TIMEOUT} − margin.
 *
 * @param margin time for the network between the caller and the gateway
 */
@Validated
@ConfigurationProperties("gateway.deadline")
record DeadlineProperties(@NotNull @DefaultValue("2s") Duration margin) {

    DeadlineProperties {
        if (margin.isNegative()) {
            throw new InvalidConfigurationException("DEADLINE_MARGIN: must not be negative");
        }
    }
}
