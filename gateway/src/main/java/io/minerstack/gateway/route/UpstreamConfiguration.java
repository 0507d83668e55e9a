package io.minerstack.gateway.route;

import io.minerstack.servicesupport.client.AddressResolution;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The connections that requests are passed on through. The framework's own pool would let any number wait for one. */
@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {

    /** Shorter than any idle timeout of ours, so that a connection is never used while the other side closes it. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

    @Bean(destroyMethod = "dispose")
    ConnectionProvider upstreamConnections(UpstreamProperties upstream) {
        return ConnectionProvider.builder("agent-service")
                .maxConnections(upstream.maxConnections())
                .pendingAcquireMaxCount(upstream.maxWaiting())
                .pendingAcquireTimeout(upstream.acquireTimeout())
                .maxIdleTime(LONGEST_IDLE)
                .evictInBackground(LONGEST_IDLE)
                .lifo()
                .metrics(true)
                .build();
    }

    @Bean
    HttpClient upstreamClient(ConnectionProvider upstreamConnections, UpstreamProperties upstream) {
        return AddressResolution.follow(HttpClient.create(upstreamConnections))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        upstream.connectTimeout().toMillis())
                // a body that streams through can't be sent twice
                .disableRetry(true);
    }
}
