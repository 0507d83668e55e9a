package io.minerstack.gateway.ratelimit;

import io.github.bucket4j.TimeMeter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Counts in memory unless another {@link RateLimiter} is configured. */
@Configuration(proxyBeanMethods = false)
class RateLimitConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RateLimiter rateLimiter() {
        return new InMemoryRateLimiter(TimeMeter.SYSTEM_NANOTIME);
    }
}
