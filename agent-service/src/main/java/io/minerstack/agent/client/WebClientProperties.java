package io.minerstack.agent.client;

import io.minerstack.servicesupport.client.HttpUrls;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Addresses of memory-service and llm-proxy and the sizes of the connection pools.
 *
 * @param memoryServiceUrl base URL of memory-service
 * @param memoryServiceConnections most connections to memory-service
 * @param llmProxyUrl base URL of llm-proxy
 * @param llmProxyConnections most connections to llm-proxy; each model call in progress uses one
 * @param connectTimeout longest time to open a connection
 * @param pendingLimit most requests that wait for a connection of one pool; further requests fail at once
 */
@Validated
@ConfigurationProperties("agent.client")
public record WebClientProperties(
        @NotNull URI memoryServiceUrl,
        @Min(1) int memoryServiceConnections,
        @NotNull URI llmProxyUrl,
        @Min(1) int llmProxyConnections,
        @NotNull @DurationMin(millis = 1) Duration connectTimeout,
        @Min(1) int pendingLimit) {

    public WebClientProperties {
        HttpUrls.requireBase("MEMORY_SERVICE_URL", memoryServiceUrl, "http://127.0.0.1:8003");
        HttpUrls.requireBase("LLM_PROXY_URL", llmProxyUrl, "http://127.0.0.1:8004");
    }
}
