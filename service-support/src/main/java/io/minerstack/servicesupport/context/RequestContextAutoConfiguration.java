package io.minerstack.servicesupport.context;

import io.minerstack.servicesupport.client.ConnectRetry;
import io.minerstack.servicesupport.exception.Causes;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Hooks;

/**
 * Gives every request of a service a {@link RequestContext}. The gateway has its own {@link RequestContextResolver}.
 */
@AutoConfiguration
@EnableConfigurationProperties(RequestContextProperties.class)
public class RequestContextAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(RequestContextAutoConfiguration.class);

    static {
        // Reactor's own log line has the message, which can quote an address with a conversation id
        Hooks.onErrorDropped(
                failure -> log.info("error dropped after the end of its request: {}", Causes.rootName(failure)));
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    RequestContextResolver requestContextResolver(RequestContextProperties properties, Clock clock) {
        return new TrustedHeadersResolver(properties.tenantless(), properties.requestTimeout(), clock);
    }

    @Bean
    RequestContextFilter requestContextFilter(
            RequestContextResolver resolver, Clock clock, RequestContextProperties properties) {
        return new RequestContextFilter(resolver, clock, properties.accessLog());
    }

    @Bean
    RequestContextExchangeFilter requestContextExchangeFilter(Clock clock, ConnectRetry connectRetry) {
        return new RequestContextExchangeFilter(clock, connectRetry);
    }
}
