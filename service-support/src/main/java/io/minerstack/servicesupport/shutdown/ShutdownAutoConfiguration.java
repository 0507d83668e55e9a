package io.minerstack.servicesupport.shutdown;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Sends the callers of every service elsewhere before it stops. */
@AutoConfiguration
@EnableConfigurationProperties(ShutdownProperties.class)
public class ShutdownAutoConfiguration {

    @Bean
    ConnectionDrain connectionDrain(ShutdownProperties properties) {
        return new ConnectionDrain(properties.delay());
    }

    @Bean
    ConnectionDrainFilter connectionDrainFilter(ConnectionDrain drain) {
        return new ConnectionDrainFilter(drain);
    }
}
