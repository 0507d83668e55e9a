package io.minerstack.agent.client;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where the two services behind this one are.
 *
 * @param memoryUrl base URL of memory-service
 * @param memoryConnections most connections to it at once
 * @param llmProxyUrl base URL of llm-proxy
 * @param llmProxyConnections most connections to it at once; one answer under way holds one
 * @param connectTimeout how long a connect may take
 * @param pendingLimit most requests that wait for a free connection, per peer; one more is refused
 */
@Validated
@ConfigurationProperties("agent.peers")
public record WebClientProperties(
        @NotNull URI memoryUrl,
        @Min(1) int memoryConnections,
        @NotNull URI llmProxyUrl,
        @Min(1) int llmProxyConnections,
        @NotNull Duration connectTimeout,
        @Min(1) int pendingLimit) {

    public WebClientProperties {
        check("MEMORY_SERVICE_URL", memoryUrl);
        check("LLM_PROXY_URL", llmProxyUrl);
    }

    private static void check(String variable, URI url) {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new InvalidConfigurationException(variable + ": " + url + " (expected: an http or https URL)");
        }
    }
}
