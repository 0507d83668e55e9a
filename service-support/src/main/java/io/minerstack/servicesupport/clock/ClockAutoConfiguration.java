package io.minerstack.servicesupport.clock;

import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;

/** Lets the services behind the gateway, which are those that ask for the stack's secret, tell their time. */
@AutoConfiguration
public class ClockAutoConfiguration {

    @Bean
    @ConditionalOnBooleanProperty("service.stack-secret.required")
    ServiceTimeFilter serviceTimeFilter(Clock clock) {
        return new ServiceTimeFilter(clock);
    }
}
