package io.minerstack.gateway.route;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The way to agent-service.
 *
 * @param url where it answers: http or https, a host, and no path
 * @param maxConnections connections to it at once
 * @param maxWaiting requests that may wait for a connection; one more gets 503
 * @param acquireTimeout how long one may wait for a connection before it gets 503
 * @param connectTimeout how long opening a connection may take before the caller gets 503
 */
@Validated
@ConfigurationProperties("gateway.upstream")
record UpstreamProperties(
        @NotNull URI url,
        @Min(1) @Max(100_000) @DefaultValue("1000") int maxConnections,
        @Min(1) @Max(100_000) @DefaultValue("200") int maxWaiting,
        @NotNull @DefaultValue("2s") Duration acquireTimeout,
        @NotNull @DefaultValue("1s") Duration connectTimeout) {

    UpstreamProperties {
        if (url != null && !isBase(url)) {
            throw new InvalidConfigurationException("AGENT_SERVICE_URL: \"" + url
                    + "\" is no address of a service (expected: such as http://127.0.0.1:8002)");
        }
    }

    private static boolean isBase(URI url) {
        return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && url.getHost() != null
                && url.getUserInfo() == null
                && url.getQuery() == null
                && (url.getPath() == null
                        || url.getPath().isEmpty()
                        || url.getPath().equals("/"));
    }
}
