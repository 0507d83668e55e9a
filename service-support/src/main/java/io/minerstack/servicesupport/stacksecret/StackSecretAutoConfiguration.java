package io.minerstack.servicesupport.stacksecret;

import io.minerstack.servicesupport.context.ServiceLogger;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.server.WebFilter;

/** Gives every service the stack's secret, and those that ask for it the filter. */
@AutoConfiguration
@EnableConfigurationProperties(StackSecretProperties.class)
public class StackSecretAutoConfiguration {

    @Bean
    StackSecret stackSecret(StackSecretProperties properties) {
        return properties.value();
    }

    /** Without a secret there is nothing to ask for: {@link LoopbackRule} has ruled out other machines then. */
    @Bean
    @ConditionalOnBooleanProperty("service.stack-secret.required")
    WebFilter stackSecretFilter(StackSecret secret, Clock clock, Environment environment) {
        return secret.isMissing()
                ? (exchange, chain) -> chain.filter(exchange)
                : new StackSecretFilter(secret, clock, ServiceLogger.of(environment, StackSecretFilter.class));
    }
}
