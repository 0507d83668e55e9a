package io.minerstack.gateway.defence;

import io.minerstack.hop.startup.WrongEnvironment;
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
 * @param allowedOrigins web origins whose pages may call, {@code *} for all, none to keep pages out
 */
@Validated
@ConfigurationProperties("gateway.defence")
record DefenceProperties(
        @NotNull @DefaultValue("10MB") DataSize maxRequestSize,
        @Min(1) @Max(100_000) @DefaultValue("1000") int maxConcurrentRequests,
        @DefaultValue("*") List<String> allowedOrigins) {

    DefenceProperties {
        if (maxRequestSize.toBytes() < 1024) {
            throw new WrongEnvironment("MAX_REQUEST_SIZE: must be at least 1KB");
        }
        allowedOrigins = List.copyOf(allowedOrigins);
    }
}
