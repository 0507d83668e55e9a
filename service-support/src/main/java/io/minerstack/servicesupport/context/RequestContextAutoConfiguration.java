package io.minerstack.servicesupport.context;

import io.minerstack.servicesupport.client.ConnectRetry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Gives every request of a service a {@link RequestContext}. The gateway has its own {@link RequestContextResolver}.
 */
@AutoConfiguration
@EnableConfigurationProperties(RequestContextProperties.class)
public class RequestContextAutoConfiguration {

    static {
        DroppedErrors.logAll();
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    RequestContextResolver requestContextResolver(RequestContextProperties properties, Clock clock) {
        return new TrustedHeadersResolver(
                properties.tenantless(), properties.requestTimeout(), properties.answerTarget(), clock);
    }

    @Bean
    RequestContextFilter requestContextFilter(
            RequestContextResolver resolver,
            Clock clock,
            RequestContextProperties properties,
            ObjectProvider<AccessLogFields> moreFields,
            Environment environment,
            ObjectProvider<RequestSpans> spans) {
        return new RequestContextFilter(
                resolver,
                clock,
                properties.accessLog(),
                moreFields.getIfAvailable(() -> AccessLogFields.NONE),
                ServiceLogger.of(environment, RequestContextFilter.class),
                spans.getIfAvailable());
    }

    @Bean
    RequestContextExchangeFilter requestContextExchangeFilter(Clock clock, ConnectRetry connectRetry) {
        return new RequestContextExchangeFilter(clock, connectRetry);
    }
}
