package io.minerstack.gateway.ratelimit;

import io.github.bucket4j.TimeMeter;
import io.lettuce.core.RedisURI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Counts in Valkey with {@code VALKEY_URL}, else in memory, unless another {@link RateLimiter} is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(RateLimiter.class)
class RateLimitConfiguration {

    /** Null without {@code VALKEY_URL}. */
    @Bean
    @Nullable
    ValkeyCounts valkeyCounts(ValkeyProperties properties, ValkeyMetrics metrics) {
        RedisURI uri = properties.uri();
        return uri == null ? null : new ValkeyCounts(new ValkeyConnector(uri, properties.timeout()), metrics);
    }

    @Bean
    RateLimiter rateLimiter(ObjectProvider<ValkeyCounts> valkey) {
        RateLimiter local = new InMemoryRateLimiter(TimeMeter.SYSTEM_NANOTIME);
        ValkeyCounts counts = valkey.getIfAvailable();
        return counts == null ? local : new SharedRateLimiter(counts, local);
    }
}
