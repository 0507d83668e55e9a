package io.minerstack.gateway.netty;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.servicesupport.context.ServiceLogger;
import io.minerstack.servicesupport.problem.ErrorFormat;
import io.minerstack.servicesupport.problem.UnreadableRequestResponder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import reactor.netty.NettyPipeline;
import tools.jackson.databind.json.JsonMapper;

/** Adds the handlers of this package: to every connection, right behind the HTTP codec, and to the listening socket. */
@Configuration(proxyBeanMethods = false)
class NettyConfiguration {

    private static final String UNREADABLE = "miner.gateway.unreadable.requests";

    @Bean
    NettyServerCustomizer connectionHandlers(PublicConnectionProperties properties) {
        return server -> server.doOnChannelInit((observer, channel, address) -> channel.pipeline()
                .addAfter(NettyPipeline.HttpCodec, "minerstack.timeouts", new ConnectionTimeouts(properties))
                .addAfter("minerstack.timeouts", "minerstack.pipelined-close", new PipelinedCloseRequest()));
    }

    /** Only the gateway counts them: nobody else has foreign callers. */
    @Bean
    UnreadableRequestResponder unreadableRequestResponder(
            ErrorFormat format, JsonMapper json, Environment environment, MeterRegistry meters) {
        return new UnreadableRequestResponder(
                format, json, ServiceLogger.of(environment, UnreadableRequestResponder.class), type -> meters.counter(
                                UNREADABLE, "reason", type.code())
                        .increment());
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
