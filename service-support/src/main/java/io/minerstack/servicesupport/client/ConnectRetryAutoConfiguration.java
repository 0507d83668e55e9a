package io.minerstack.servicesupport.client;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;

/** Gives every service its patience. */
@AutoConfiguration
@EnableConfigurationProperties(ConnectRetryProperties.class)
public class ConnectRetryAutoConfiguration {

    @Bean
    ConnectRetry patience(ConnectRetryProperties properties) {
        return new ConnectRetry(properties.limit());
    }

    /** For clients that a service does not build itself. */
    @Bean
    ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> peerAddresses() {
        return connector -> connector.withHttpClientCustomizer(AddressResolution::follow);
    }
}
