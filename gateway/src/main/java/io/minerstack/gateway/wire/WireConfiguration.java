package io.minerstack.gateway.wire;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

/** Puts our handlers on every public connection, right behind the one that reads HTTP, and on the socket that accepts them. */
@Configuration(proxyBeanMethods = false)
class WireConfiguration {

    @Bean
    NettyServerCustomizer wireHandlers(WireProperties properties, WireErrors errors) {
        return server -> server.doOnChannelInit((observer, channel, address) -> channel.pipeline()
                .addAfter(NettyPipeline.HttpCodec, "minerstack.guard", new ConnectionGuard(properties))
                .addAfter(NettyPipeline.HttpCodec, "minerstack.errors", errors));
    }

    /**
     * By way of the factory: a {@link NettyServerCustomizer} would be found by the management port's server too, whose probes
     * and scrapes must get through when callers fill this one.
     */
    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> publicConnections(ConnectionLimit limit) {
        return factory -> factory.addServerCustomizers(
                server -> server.doOnBound(bound -> bound.channel().pipeline().addFirst("minerstack.limit", limit)));
    }
}
