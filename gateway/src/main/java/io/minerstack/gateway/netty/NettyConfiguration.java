package io.minerstack.gateway.netty;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

/** Adds the handlers of this package: to every connection, right behind the HTTP codec, and to the listening socket. */
@Configuration(proxyBeanMethods = false)
class NettyConfiguration {

    @Bean
    NettyServerCustomizer connectionHandlers(
            PublicConnectionProperties properties, UnreadableRequestResponder unreadableRequests) {
        return server -> server.doOnChannelInit((observer, channel, address) -> channel.pipeline()
                .addAfter(NettyPipeline.HttpCodec, "minerstack.timeouts", new ConnectionTimeouts(properties))
                .addAfter(NettyPipeline.HttpCodec, "minerstack.unreadable", unreadableRequests));
    }

    /**
     * Customizes the factory, because the management port's server would find a {@link NettyServerCustomizer}, too. Its
     * probes and scrapes must get through when callers have all connections of the public port.
     */
    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> publicConnectionLimit(ConnectionLimit limit) {
        return factory -> factory.addServerCustomizers(
                server -> server.doOnBound(bound -> bound.channel().pipeline().addFirst("minerstack.limit", limit)));
    }
}
