package io.minerstack.gateway.defence;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of what the gateway lets in.
 *
 * @param maxRequestSize largest body, such as {@code 10MB} or plain bytes
 * @param maxConcurrentRequests requests under way at once; one more gets 503
 * @param maxBodyBytesInFlight bodies of all requests under way together, such as {@code 64MB} or plain bytes; more get 503.
 *     Those that declare 64 KB or less are not counted
 * @param allowedOrigins web origins whose pages may call, {@code *} for all, none to keep pages out
 */
@Validated
@ConfigurationProperties("gateway.defence")
record DefenceProperties(
        @NotNull @DefaultValue("10MB") DataSize maxRequestSize,
        @Min(1) @Max(100_000) @DefaultValue("1000") int maxConcurrentRequests,
        @NotNull @DefaultValue("64MB") DataSize maxBodyBytesInFlight,
        @DefaultValue("*") List<String> allowedOrigins) {

    DefenceProperties {
        if (maxRequestSize.toBytes() < 1024) {
            throw new InvalidConfigurationException("MAX_REQUEST_SIZE: must be at least 1KB");
        }
        if (maxBodyBytesInFlight.compareTo(maxRequestSize) < 0) {
            throw new InvalidConfigurationException("MAX_BODY_BYTES_IN_FLIGHT: must be at least MAX_REQUEST_SIZE, "
                    + maxRequestSize.toBytes() + " bytes");
        }
        allowedOrigins = List.copyOf(allowedOrigins);
    }
}
