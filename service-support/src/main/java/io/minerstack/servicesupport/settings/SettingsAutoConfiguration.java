package io.minerstack.servicesupport.settings;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Makes every time of every setting mean the same, and warns of ports that anybody can reach. */
@AutoConfiguration
public class SettingsAutoConfiguration {

    /** Static: needed before any properties are bound. */
    @Bean
    @ConfigurationPropertiesBinding
    static DurationConverter durationConverter() {
        return new DurationConverter();
    }

    @Bean
    ReachablePortsWarning reachablePortsWarning(Environment environment) {
        return new ReachablePortsWarning(ReachablePortsWarning.isInContainer(environment));
    }
}
