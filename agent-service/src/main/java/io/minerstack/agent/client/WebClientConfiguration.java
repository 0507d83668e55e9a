package io.minerstack.agent.client;

import io.minerstack.servicesupport.client.AddressResolution;
import io.minerstack.servicesupport.client.ConnectionLifetime;
import io.minerstack.servicesupport.client.InProcessServices;
import io.minerstack.servicesupport.context.RequestContextExchangeFilter;
import io.minerstack.servicesupport.stacksecret.StackSecret;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Creates the HTTP clients of memory-service and llm-proxy. Each has its own connection pool, so that a slow model
 * cannot use up the connections to the memory. A service in the same JVM needs no connections.
 */
@Configuration(proxyBeanMethods = false)
class WebClientConfiguration {

    private static final Duration MAX_IDLE_TIME = Duration.ofSeconds(30);

    @Bean
    MemoryServiceWebClient memoryServiceWebClient(
            WebClient.Builder clients,
            RequestContextExchangeFilter contextFilter,
            WebClientProperties properties,
            StackSecret stackSecret,
            InProcessServices inProcess) {
        URI url = properties.memoryServiceUrl();
        ClientHttpConnector connector = inProcess.connectorTo(
                url, () -> http("memory-service", properties.memoryServiceConnections(), properties));
        return new MemoryServiceWebClient(client(clients, contextFilter, stackSecret, connector, url));
    }

    @Bean
    LlmProxyWebClient llmProxyWebClient(
            WebClient.Builder clients,
            RequestContextExchangeFilter contextFilter,
            WebClientProperties properties,
            StackSecret stackSecret,
            InProcessServices inProcess) {
        URI url = properties.llmProxyUrl();
        ClientHttpConnector connector =
                inProcess.connectorTo(url, () -> http("llm-proxy", properties.llmProxyConnections(), properties));
        return new LlmProxyWebClient(client(clients, contextFilter, stackSecret, connector, url));
    }

    private static ClientHttpConnector http(String poolName, int connections, WebClientProperties properties) {
        ConnectionProvider pool = ConnectionLifetime.bound(ConnectionProvider.builder(poolName))
                .maxConnections(connections)
                .pendingAcquireMaxCount(properties.pendingLimit())
                .pendingAcquireTimeout(properties.connectTimeout().multipliedBy(2))
                .maxIdleTime(MAX_IDLE_TIME)
                .metrics(true)
                .build();
        HttpClient http = AddressResolution.withShortCache(HttpClient.create(pool))
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(properties.connectTimeout().toMillis()))
                .followRedirect(false);
        return new ReactorClientHttpConnector(http);
    }

    private static WebClient client(
            WebClient.Builder clients,
            RequestContextExchangeFilter contextFilter,
            StackSecret stackSecret,
            ClientHttpConnector connector,
            URI url) {
        return clients.clone()
                .baseUrl(url.toString())
                .clientConnector(connector)
                .defaultHeaders(stackSecret::writeTo)
                .filter(contextFilter)
                .build();
    }
}
