package io.minerstack.agent.client;

import io.minerstack.servicesupport.client.AddressResolution;
import io.minerstack.servicesupport.context.RequestContextExchangeFilter;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Gives each peer a pool of its own, so that a slow model can't use up the connections to the memory. */
@Configuration(proxyBeanMethods = false)
class WebClientConfiguration {

    private static final Duration IDLE = Duration.ofSeconds(30);

    @Bean
    MemoryServiceWebClient memoryPeer(
            WebClient.Builder clients, RequestContextExchangeFilter propagation, WebClientProperties peers) {
        return new MemoryServiceWebClient(
                client(clients, propagation, peers, "memory-service", peers.memoryUrl(), peers.memoryConnections()));
    }

    @Bean
    LlmProxyWebClient modelPeer(
            WebClient.Builder clients, RequestContextExchangeFilter propagation, WebClientProperties peers) {
        return new LlmProxyWebClient(
                client(clients, propagation, peers, "llm-proxy", peers.llmProxyUrl(), peers.llmProxyConnections()));
    }

    private static WebClient client(
            WebClient.Builder clients,
            RequestContextExchangeFilter propagation,
            WebClientProperties peers,
            String name,
            URI url,
            int connections) {
        ConnectionProvider pool = ConnectionProvider.builder(name)
                .maxConnections(connections)
                .pendingAcquireMaxCount(peers.pendingLimit())
                .pendingAcquireTimeout(peers.connectTimeout().multipliedBy(2))
                .maxIdleTime(IDLE)
                .metrics(true)
                .build();
        HttpClient http = AddressResolution.follow(HttpClient.create(pool))
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(peers.connectTimeout().toMillis()))
                .followRedirect(false);
        return clients.clone()
                .baseUrl(url.toString())
                .clientConnector(new ReactorClientHttpConnector(http))
                .filter(propagation)
                .build();
    }
}
