package io.minerstack.gateway.netty;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.gateway.address.ClientAddressResolver;
import io.minerstack.gateway.edge.EnumCounters;
import io.minerstack.gateway.netty.ConnectionTable.Admission;
import io.minerstack.gateway.netty.ConnectionTable.Reason;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.springframework.stereotype.Component;

/**
 * Bounds the open connections of the public port, since each costs memory before its first request. A handler of the
 * listening socket: a connection that gets no place is closed without a response, before it gets a pipeline or a timer.
 * {@link ConnectionTable} has the rules.
 */
@Component
@Sharable
class ConnectionLimit extends ChannelInboundHandlerAdapter {

    static final String OPEN = "miner.gateway.connections";
    static final String UNTRUSTED = "miner.gateway.connections.without.key";
    static final String REFUSED = "miner.gateway.connections.refused";
    static final String EVICTED = "miner.gateway.connections.evicted";

    private final ConnectionTable table;
    private final ClientAddressResolver addresses;
    private final Counter refused;
    private final EnumCounters<Reason> evicted;

    ConnectionLimit(PublicConnectionProperties properties, ClientAddressResolver addresses, MeterRegistry meters) {
        this.table = new ConnectionTable(properties.maxConnections(), properties.maxConnectionsPerAddress());
        this.addresses = addresses;
        Gauge.builder(OPEN, table, ConnectionTable::size)
                .description("Connections that are open at the public port")
                .register(meters);
        Gauge.builder(UNTRUSTED, table, ConnectionTable::untrustedSize)
                .description("Connections that are open at the public port and have shown no valid key")
                .register(meters);
        this.refused = Counter.builder(REFUSED)
                .description("Connections that were closed at once because there were too many")
                .register(meters);
        this.evicted = new EnumCounters<>(Reason.class, reason -> Counter.builder(EVICTED)
                .description("Connections that were closed to make room for new ones")
                .tag("reason", reason.label())
                .register(meters));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel channel = (Channel) message;
        OpenConnection connection = connection(channel);
        Admission admission = table.admit(connection);
        if (!admission.accepted()) {
            refused.increment();
            // an ordinary close needs an event loop, and this connection has none yet
            channel.unsafe().closeForcibly();
            return;
        }
        if (admission.evicted() != null && admission.reason() != null) {
            evicted.increment(admission.reason());
            admission.evicted().evict();
        }
        channel.attr(OpenConnection.ATTRIBUTE).set(connection);
        channel.closeFuture().addListener(closed -> connection.closed());
        context.fireChannelRead(channel);
    }

    private OpenConnection connection(Channel channel) {
        InetAddress peer = channel.remoteAddress() instanceof InetSocketAddress address ? address.getAddress() : null;
        return peer == null
                ? OpenConnection.of(table, "unknown", false, channel)
                : OpenConnection.of(table, addresses.networkOf(peer), addresses.isTrusted(peer), channel);
    }
}
