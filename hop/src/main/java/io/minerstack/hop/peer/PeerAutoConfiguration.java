package io.minerstack.hop.peer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;

/** Gives every service its patience. */
@AutoConfiguration
@EnableConfigurationProperties(PeerProperties.class)
public class PeerAutoConfiguration {

    @Bean
    Patience patience(PeerProperties properties) {
        return new Patience(properties.patience());
    }

    /** For clients that a service does not build itself. */
    @Bean
    ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> peerAddresses() {
        return connector -> connector.withHttpClientCustomizer(PeerAddresses::follow);
    }
}
