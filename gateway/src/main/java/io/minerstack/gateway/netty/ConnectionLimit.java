package io.minerstack.gateway.netty;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * Bounds the open connections of the public port, since each costs memory before its first request. A handler of the
 * listening socket: a connection above the limit is closed without a response, before it gets a pipeline or a timer.
 */
@Component
@Sharable
class ConnectionLimit extends ChannelInboundHandlerAdapter {

    static final String OPEN = "miner.gateway.connections";
    static final String REFUSED = "miner.gateway.connections.refused";

    private final int limit;
    private final AtomicInteger open = new AtomicInteger();
    private final Counter refused;

    ConnectionLimit(PublicConnectionProperties properties, MeterRegistry meters) {
        this.limit = properties.maxConnections();
        Gauge.builder(OPEN, open, AtomicInteger::get)
                .description("Connections that are open at the public port")
                .register(meters);
        this.refused = Counter.builder(REFUSED)
                .description("Connections that were closed at once because there were too many")
                .register(meters);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel connection = (Channel) message;
        if (open.incrementAndGet() > limit) {
            open.decrementAndGet();
            refused.increment();
            // an ordinary close needs an event loop, and this connection has none yet
            connection.unsafe().closeForcibly();
            return;
        }
        connection.closeFuture().addListener(closed -> open.decrementAndGet());
        context.fireChannelRead(connection);
    }
}
