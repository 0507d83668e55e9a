package io.minerstack.gateway.identity;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes the key from the environment where no other source of keys is there. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ApiKeys apiKeys(IdentityProperties properties) {
        return new EnvironmentApiKeys(properties.apiKey());
    }
}
