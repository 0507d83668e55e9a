package io.minerstack.servicesupport.client;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;

/** Gives every service the repeated connects and the short-lived addresses. */
@AutoConfiguration
@EnableConfigurationProperties(ConnectRetryProperties.class)
public class ConnectRetryAutoConfiguration {

    @Bean
    ConnectRetry connectRetry(ConnectRetryProperties properties) {
        return new ConnectRetry(properties.limit());
    }

    /** For the HTTP clients that Spring Boot builds. */
    @Bean
    ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> addressResolutionCustomizer() {
        return connector -> connector.withHttpClientCustomizer(AddressResolution::withShortCache);
    }
}
