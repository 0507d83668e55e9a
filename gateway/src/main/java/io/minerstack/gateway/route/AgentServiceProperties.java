package io.minerstack.gateway.route;

import io.minerstack.servicesupport.client.HttpUrls;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Connections to agent-service.
 *
 * @param url address of agent-service: http or https, a host, no path
 * @param maxConnections open connections to agent-service
 * @param maxWaiting requests that may wait for a connection; one more gets 503
 * @param acquireTimeout how long a request waits for a connection before it gets 503
 * @param connectTimeout how long opening a connection may take
 */
@Validated
@ConfigurationProperties("gateway.agent-service")
record AgentServiceProperties(
        @NotNull URI url,
        @Min(1) @Max(100_000) @DefaultValue("1000") int maxConnections,
        @Min(1) @Max(100_000) @DefaultValue("200") int maxWaiting,

        @NotNull @DurationMin(millis = 1) @DefaultValue("2s")
        Duration acquireTimeout,

        @NotNull @DurationMin(millis = 1) @DefaultValue("1s")
        Duration connectTimeout) {

    AgentServiceProperties {
        if (url != null) {
            HttpUrls.requireOrigin("AGENT_SERVICE_URL", url, "http://127.0.0.1:8002");
        }
    }
}
