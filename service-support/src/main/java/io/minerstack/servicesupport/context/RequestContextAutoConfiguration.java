package io.minerstack.servicesupport.context;

import io.minerstack.servicesupport.client.ConnectRetry;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Hooks;

/** Makes every request of a service a {@link RequestContext}. The gateway brings its own {@link RequestContextResolver}. */
@AutoConfiguration
@EnableConfigurationProperties(RequestContextProperties.class)
public class RequestContextAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(RequestContextAutoConfiguration.class);

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
    RequestContextResolver callSource(RequestContextProperties properties, Clock clock) {
        return new TrustedHeadersResolver(properties.tenantless(), properties.requestTimeout(), clock);
    }

    @Bean
    RequestContextFilter callFilter(RequestContextResolver source, Clock clock, RequestContextProperties properties) {
        return new RequestContextFilter(source, clock, properties.accessLog());
    }

    @Bean
    RequestContextExchangeFilter callPropagation(Clock clock, ConnectRetry patience) {
        return new RequestContextExchangeFilter(clock, patience);
    }
}
