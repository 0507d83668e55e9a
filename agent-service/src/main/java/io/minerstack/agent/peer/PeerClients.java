package io.minerstack.agent.peer;

import io.minerstack.hop.call.CallPropagation;
import io.minerstack.hop.peer.PeerAddresses;
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
class PeerClients {

    private static final Duration IDLE = Duration.ofSeconds(30);

    @Bean
    MemoryPeer memoryPeer(WebClient.Builder clients, CallPropagation propagation, PeerProperties peers) {
        return new MemoryPeer(
                client(clients, propagation, peers, "memory-service", peers.memoryUrl(), peers.memoryConnections()));
    }

    @Bean
    ModelPeer modelPeer(WebClient.Builder clients, CallPropagation propagation, PeerProperties peers) {
        return new ModelPeer(
                client(clients, propagation, peers, "llm-proxy", peers.llmProxyUrl(), peers.llmProxyConnections()));
    }

    private static WebClient client(
            WebClient.Builder clients,
            CallPropagation propagation,
            PeerProperties peers,
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
        HttpClient http = PeerAddresses.follow(HttpClient.create(pool))
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
