package io.minerstack.gateway.context;

import io.minerstack.gateway.identity.ApiKeyAuthenticator;
import io.minerstack.servicesupport.context.RequestContextProperties;
import io.minerstack.servicesupport.context.RequestContextResolver;
import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Replaces the resolver that trusts request headers: the gateway trusts no headers from outside. */
@Configuration(proxyBeanMethods = false)
class ContextConfiguration {

    @Bean
    RequestContextResolver edgeContextResolver(
            ApiKeyAuthenticator authenticator,
            RequestContextProperties context,
            DeadlineProperties deadline,
            Clock clock) {
        Duration requestTimeout = context.requestTimeout();
        Duration timeToAnswer = requestTimeout.minus(deadline.margin());
        if (!timeToAnswer.isPositive()) {
            throw new InvalidConfigurationException(
                    "DEADLINE_MARGIN: " + deadline.margin().toMillis() + " ms leave nothing of REQUEST_TIMEOUT, "
                            + requestTimeout.toMillis() + " ms");
        }
        Duration target = context.answerTarget();
        Duration timeToTarget = target.compareTo(timeToAnswer) < 0 ? target : timeToAnswer;
        return new EdgeContextResolver(authenticator, timeToAnswer, timeToTarget, clock);
    }
}
