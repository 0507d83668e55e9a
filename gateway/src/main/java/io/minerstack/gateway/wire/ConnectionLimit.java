package io.minerstack.gateway.wire;

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
 * Bounds how many connections are open at the public port: each costs memory before it has asked anything. Sits on the
 * socket that accepts them, so that one too many is closed without a word before it has a pipeline, a timer or a thread.
 */
@Component
@Sharable
class ConnectionLimit extends ChannelInboundHandlerAdapter {

    static final String OPEN = "miner.gateway.connections";
    static final String REFUSED = "miner.gateway.connections.refused";

    private final int most;
    private final AtomicInteger open = new AtomicInteger();
    private final Counter refused;

    ConnectionLimit(WireProperties properties, MeterRegistry meters) {
        this.most = properties.maxConnections();
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
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            refused.increment();
            // it belongs to no event loop yet, which an ordinary close would need
            connection.unsafe().closeForcibly();
            return;
        }
        connection.closeFuture().addListener(closed -> open.decrementAndGet());
        context.fireChannelRead(connection);
    }
}
