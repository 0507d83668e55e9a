package io.minerstack.gateway.origin;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Web pages that may call the gateway.
 *
 * @param allowedOrigins origins such as {@code https://app.example}; {@code *} allows all, an empty list none
 */
@ConfigurationProperties("gateway.origin")
record OriginProperties(@DefaultValue("*") List<String> allowedOrigins) {

    OriginProperties {
        allowedOrigins = List.copyOf(allowedOrigins);
    }
}
