package io.minerstack.gateway.identity;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Uses the key of the environment unless another source of keys is configured. */
@Configuration(proxyBeanMethods = false)
class ApiKeyConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ApiKeys apiKeys(ApiKeyProperties properties) {
        return new EnvironmentApiKeys(properties.apiKey());
    }
}
