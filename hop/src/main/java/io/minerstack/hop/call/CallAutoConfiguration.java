package io.minerstack.hop.call;

import io.minerstack.hop.peer.Patience;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Hooks;

/** Makes every request of a service a {@link Call}. The gateway brings its own {@link CallSource}. */
@AutoConfiguration
@EnableConfigurationProperties(CallProperties.class)
public class CallAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(CallAutoConfiguration.class);

    static {
        // Reactor's own line has the whole message, which quotes addresses, and those hold conversation ids
        Hooks.onErrorDropped(failure -> log.info(
                "failed after nobody was waiting any more: {}",
                failure.getClass().getSimpleName()));
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    CallSource callSource(CallProperties properties, Clock clock) {
        return new TrustedCallSource(properties.tenantless(), properties.requestTimeout(), clock);
    }

    @Bean
    CallFilter callFilter(CallSource source, Clock clock, CallProperties properties) {
        return new CallFilter(source, clock, properties.accessLog());
    }

    @Bean
    CallPropagation callPropagation(Clock clock, Patience patience) {
        return new CallPropagation(clock, patience);
    }
}
