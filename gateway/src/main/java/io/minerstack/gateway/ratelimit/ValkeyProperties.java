package io.minerstack.gateway.ratelimit;

import io.lettuce.core.RedisURI;
import io.minerstack.servicesupport.secret.Secret;
import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The Valkey (or Redis) server in which several gateways count rate limits together.
 *
 * @param url {@code valkey://user:password@host:6379/0}; {@code valkeys://} with TLS; {@code redis://} and
 *     {@code rediss://} work, too. Empty: this gateway counts by itself
 * @param timeout how long a request waits for its count at most; then this gateway counts that request by itself
 */
@Validated
@ConfigurationProperties("gateway.valkey")
record ValkeyProperties(
        Secret url,

        @NotNull @DurationMin(millis = 1) @DurationMax(seconds = 10) @DefaultValue("100ms")
        Duration timeout) {

    ValkeyProperties {
        if (!url.isBlank()) {
            parse(url);
        }
    }

    /** Null without {@code VALKEY_URL}. */
    @Nullable
    RedisURI uri() {
        return url.isBlank() ? null : parse(url);
    }

    private static RedisURI parse(Secret url) {
        String text = url.reveal().replaceFirst("^valkey(s?)://", "redis$1://");
        if (!text.matches("rediss?://.+")) {
            throw invalid();
        }
        try {
            return RedisURI.create(text);
        } catch (IllegalArgumentException malformed) {
            // its message has the password
            throw invalid();
        }
    }

    private static InvalidConfigurationException invalid() {
        return new InvalidConfigurationException(
                "VALKEY_URL: is not the address of a Valkey server (expected: such as valkey://valkey:6379)");
    }
}
