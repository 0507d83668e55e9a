package io.minerstack.servicesupport.client;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;

/** Gives every service the repeated connects, the short-lived addresses, and no service in the same JVM. */
@AutoConfiguration
@EnableConfigurationProperties(ConnectRetryProperties.class)
public class ConnectRetryAutoConfiguration {

    @Bean
    ConnectRetry connectRetry(ConnectRetryProperties properties) {
        return new ConnectRetry(properties.limit());
    }

    @Bean
    @ConditionalOnMissingBean
    InProcessServices inProcessServices() {
        return InProcessServices.none();
    }

    /** For the HTTP clients that Spring Boot builds. */
    @Bean
    ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> addressResolutionCustomizer() {
        return connector -> connector.withHttpClientCustomizer(AddressResolution::withShortCache);
    }
}
