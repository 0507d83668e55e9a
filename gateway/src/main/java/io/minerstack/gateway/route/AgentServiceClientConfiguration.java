package io.minerstack.gateway.route;

import io.minerstack.servicesupport.client.AddressResolution;
import io.minerstack.servicesupport.client.ConnectionLifetime;
import io.minerstack.servicesupport.client.InProcessServices;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The client that relays requests. Its pool bounds waiting requests, which the framework's own pool does not. */
@Configuration(proxyBeanMethods = false)
class AgentServiceClientConfiguration {

    /** Shorter than every idle timeout of the stack's servers: else a request could be sent while the server closes. */
    private static final Duration MAX_IDLE_TIME = Duration.ofSeconds(30);

    @Bean(destroyMethod = "dispose")
    ConnectionProvider agentServiceConnections(AgentServiceProperties properties) {
        return ConnectionLifetime.bound(ConnectionProvider.builder("agent-service"))
                .maxConnections(properties.maxConnections())
                .pendingAcquireMaxCount(properties.maxWaiting())
                .pendingAcquireTimeout(properties.acquireTimeout())
                .maxIdleTime(MAX_IDLE_TIME)
                .lifo()
                .metrics(true)
                .build();
    }

    @Bean
    HttpClient agentServiceClient(ConnectionProvider agentServiceConnections, AgentServiceProperties properties) {
        return AddressResolution.withShortCache(HttpClient.create(agentServiceConnections))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        properties.connectTimeout().toMillis())
                // a body that was streamed through is gone and can't be sent again
                .disableRetry(true);
    }

    /** Not a candidate for clients of other servers, which have Spring Boot's connector. */
    @Bean(defaultCandidate = false)
    ClientHttpConnector agentServiceConnector(
            InProcessServices inProcess, AgentServiceProperties properties, HttpClient agentServiceClient) {
        return inProcess.connectorTo(properties.url(), () -> new ReactorClientHttpConnector(agentServiceClient));
    }
}
