package io.minerstack.gateway.arrival;

import io.minerstack.gateway.identity.Callers;
import io.minerstack.servicesupport.context.RequestContextProperties;
import io.minerstack.servicesupport.context.RequestContextResolver;
import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the gateway its own way to make a call out of a request: here nobody's headers are trusted. */
@Configuration(proxyBeanMethods = false)
class ArrivalConfiguration {

    @Bean
    RequestContextResolver callSource(
            Callers callers, RequestContextProperties hop, ArrivalProperties arrival, Clock clock) {
        Duration budget = hop.requestTimeout().minus(arrival.deadlineMargin());
        if (!budget.isPositive()) {
            throw new InvalidConfigurationException(
                    "DEADLINE_MARGIN: " + arrival.deadlineMargin().toMillis() + " ms leave nothing of REQUEST_TIMEOUT, "
                            + hop.requestTimeout().toMillis() + " ms");
        }
        return new EdgeCallSource(callers, budget, clock);
    }
}
