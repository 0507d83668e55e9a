package io.minerstack.gateway.wire;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

/** Puts our handlers on every public connection, right behind the one that reads HTTP. */
@Configuration(proxyBeanMethods = false)
class WireConfiguration {

    @Bean
    NettyServerCustomizer wireHandlers(WireProperties properties, WireErrors errors) {
        return server -> server.doOnChannelInit((observer, channel, address) -> channel.pipeline()
                .addAfter(NettyPipeline.HttpCodec, "minerstack.guard", new ConnectionGuard(properties))
                .addAfter(NettyPipeline.HttpCodec, "minerstack.errors", errors));
    }
}
