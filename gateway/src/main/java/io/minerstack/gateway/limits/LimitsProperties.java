package io.minerstack.gateway.limits;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of what the gateway accepts at once.
 *
 * @param maxRequestSize largest body, such as {@code 10MB} or plain bytes; at least 1 KB; a larger one gets 413
 * @param maxConcurrentRequests requests in flight; one more gets 503
 * @param maxBodyBytesInFlight bytes of all bodies in flight, such as {@code 64MB} or plain bytes; more get 503. Bodies
 *     with a declared length of 64 KB or less are not counted
 */
@Validated
@ConfigurationProperties("gateway.limits")
record LimitsProperties(
        @NotNull @DefaultValue("10MB") DataSize maxRequestSize,
        @Min(1) @Max(100_000) @DefaultValue("1000") int maxConcurrentRequests,
        @NotNull @DefaultValue("64MB") DataSize maxBodyBytesInFlight) {

    LimitsProperties {
        if (maxRequestSize.toBytes() < 1024) {
            throw new InvalidConfigurationException("MAX_REQUEST_SIZE: must be at least 1KB");
        }
        if (maxBodyBytesInFlight.compareTo(maxRequestSize) < 0) {
            throw new InvalidConfigurationException("MAX_BODY_BYTES_IN_FLIGHT: must be at least MAX_REQUEST_SIZE, "
                    + maxRequestSize.toBytes() + " bytes");
        }
    }
}
