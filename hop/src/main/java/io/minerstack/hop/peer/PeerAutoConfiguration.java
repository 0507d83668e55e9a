package io.minerstack.hop.peer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Gives every service its patience. */
@AutoConfiguration
@EnableConfigurationProperties(PeerProperties.class)
public class PeerAutoConfiguration {

    @Bean
    Patience patience(PeerProperties properties) {
        return new Patience(properties.patience());
    }
}
