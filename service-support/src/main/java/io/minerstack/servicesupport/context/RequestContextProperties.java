package io.minerstack.servicesupport.context;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of a hop.
 *
 * @param requestTimeout how long a request may take from its arrival; a plain number means seconds
 * @param accessLog whether each request is logged at INFO; the gateway does, the services behind it don't
 * @param tenantless patterns of the paths that belong to no tenant, such as {@code /status}: all others need
 *     {@link ContextHeaders#TENANT}. Of the services inside; the gateway knows tenants by their keys
 */
@Validated
@ConfigurationProperties("service")
public record RequestContextProperties(
        @NotNull @DefaultValue("60s") @DurationUnit(ChronoUnit.SECONDS)
        Duration requestTimeout,

        @DefaultValue("false") boolean accessLog,
        @DefaultValue List<String> tenantless) {

    public RequestContextProperties {
        if (requestTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("request timeout: " + requestTimeout + " (expected: 1s or more)");
        }
        tenantless = List.copyOf(tenantless);
    }
}
