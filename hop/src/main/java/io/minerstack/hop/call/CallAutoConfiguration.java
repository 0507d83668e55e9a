package io.minerstack.hop.call;

import io.micrometer.context.ContextRegistry;
import io.minerstack.hop.peer.Patience;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Makes every request of a service a {@link Call}. The gateway brings its own {@link CallSource}. */
@AutoConfiguration
@EnableConfigurationProperties(CallProperties.class)
public class CallAutoConfiguration {

    static {
        ContextRegistry.getInstance().registerThreadLocalAccessor(new CallThreadLocal());
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    CallSource callSource(CallProperties properties, Clock clock) {
        return new TrustedCallSource(properties.requestTimeout(), clock);
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
